import { assertOneLine } from './refuse.ts'

/** A setting: text as it is, or a command line whose words are quoted. */
type Setting = readonly [name: string, value: string | readonly string[]]

/**
 * A unit file of systemd: sections of settings, of which one may stand several times. No INI printer: those know each
 * key once. Format and quoting: https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html
 *
 * @throws TypeError on a line feed, which would begin another setting, and on other control characters
 */
export function printUnit(sections: Readonly<Record<string, readonly Setting[]>>, header: readonly string[]): string {
  const parts = Object.entries(sections).map(([name, settings]) =>
    [`[${name}]`, ...settings.map(([key, value]) => `${key}=${valueText(key, value)}`)].join('\n'),
  )
  return `${[header.map(line => `# ${line}`).join('\n'), ...parts].join('\n\n')}\n`
}

function valueText(key: string, value: string | readonly string[]): string {
  const text = typeof value === 'string' ? value.replaceAll('%', '%%') : value.map(word => quoted(key, word)).join(' ')
  assertOneLine('systemd', key, text)
  // At the end of a line it would join the next one; blanks there are taken off.
  return text.endsWith('\\') ? `${text} ` : text
}

/** A word of a command line or a variable: `%` begins a specifier, and in command lines `$` a variable. */
function quoted(key: string, word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  const text = key.startsWith('Exec') ? plain.replaceAll('$', '$$$$') : plain
  return /^[\w./:=@,+%-]+$/.test(text) ? text : `"${text}"`
}

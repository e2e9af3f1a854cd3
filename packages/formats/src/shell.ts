/**
 * POSIX shell scripts that lie as `.sh` files beside the module that renders them, so that editors and shellcheck read them.
 * A script begins with what it does, and with one block of assignments (`readonly NAME='a sample'`): its only place for what
 * an estate says. `. ./common.sh` is a line for which the file of that name stands.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { shellAssignment } from './shell-quote.ts'

export { shellAssignment, shellQuote } from './shell-quote.ts'

/** A script as it lies there. */
export interface Script {
  /** Its file's name, for messages. */
  readonly name: string
  /** With the files that it includes. */
  readonly text: string
}

/** What its block of assignments is given, by name. */
export type ScriptValues = Readonly<Record<string, string | number>>

/**
 * Reads a script once, as its module is loaded.
 *
 * @param url of the file: `new URL('./run.sh', import.meta.url)`
 * @throws Error where there is no such file, or none that it includes
 */
export function scriptFile(url: URL): Script {
  const text = readFileSync(url, 'utf8').replaceAll(
    /^(?:# shellcheck .*\n)*\. (\.{1,2}\/[a-z./-]+\.sh)\n/gm,
    (_, path: string) => scriptFile(new URL(path, url)).text.replace(/^(?:#.*\n)*\n*/, ''),
  )
  return { name: basename(url.pathname), text }
}

/**
 * The script with an estate's values in its block of assignments.
 *
 * @param marker the lines that say where it comes from, without the comment sign; they come first
 * @param values all names of the block, and no other
 * @throws Error where names differ, or a value holds a control character
 */
export function printScript({ name, text }: Script, marker: readonly string[], values: ScriptValues): string {
  const block = /^(?:readonly [A-Z][A-Z0-9_]*=.*\n)+/m.exec(text)?.[0] ?? ''
  const known = [...block.matchAll(/^readonly ([A-Z0-9_]+)=/gm)].map(([, word]) => word ?? '')
  if (known.toSorted().join() !== Object.keys(values).toSorted().join()) {
    throw new Error(`${name} is given ${Object.keys(values).join(', ')}, and takes ${known.join(', ')}`)
  }
  const assigned = known.map(word => `${shellAssignment(word, values[word] ?? '')}\n`)
  return text
    .replace(block, () => assigned.join(''))
    .replace(/^#!.*\n/, first => `${first}${marker.map(line => `${`# ${line}`.trimEnd()}\n`).join('')}`)
}

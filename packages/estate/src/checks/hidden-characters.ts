import type { Finding } from '../findings.ts'
import { type Keys, labelOf } from '../state/keys.ts'
import type { Stated } from '../state/stated.ts'

/**
 * Characters that no editor shows and that change what others read: control characters, those that turn the direction of text
 * (https://www.unicode.org/reports/tr9/#Explicit_Directional_Formatting), and those without a width. Joiners are part of
 * emoji and of some scripts.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/

/** In all that is said: titles, units, paths, reasons, notes. Lines and tabs are for contents to have. */
export function checkHiddenCharacters(stated: Stated): Finding[] {
  const { services, hosts, clusters, people, vaults, tailnet, file, ...others } = stated
  const named = Object.entries({ services, hosts, clusters, people, vaults })
  return [
    ...within(others, 'estate', file, []),
    ...(tailnet === undefined ? [] : within(tailnet, 'tailnet', tailnet.file, ['tailnet'])),
    ...named.flatMap(([key, list]) =>
      list.flatMap((each, index) => within(each, each.name, 'file' in each ? each.file : file, [key, index])),
    ),
  ]
}

function within(thing: object, subject: string, file: string, at: Keys): Finding[] {
  return hiddenIn(thing, []).flatMap(([keys, text]): Finding[] => {
    // An odd name is a finding of its own: what is made of it is not another.
    const isName = keys[0] === 'routes' && keys.at(-1) === 'host'
    if (isName || !HIDDEN.test(text.replaceAll(subject, ''))) return []
    return [
      {
        code: 'hidden-character',
        where: { subject, path: labelOf(keys), file, at: [...at, ...keys] },
        problem: 'the text has a character that nobody sees',
        got: spelt(text),
        fix: 'type the text again',
      },
    ]
  })
}

function hiddenIn(value: unknown, keys: Keys): readonly (readonly [keys: Keys, text: string])[] {
  if (typeof value === 'string') return HIDDEN.test(value) ? [[keys, value]] : []
  if (typeof value !== 'object' || value === null) return []
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([key, member]) => hiddenIn(member, [...keys, isList ? Number(key) : key]))
}

/** With what is hidden spelt out: a terminal would obey it. */
function spelt(text: string): string {
  const code = (found: string): string => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  const shown = JSON.stringify(text).replaceAll(new RegExp(HIDDEN.source, 'g'), code)
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown
}

import { build, type PlistValue } from 'plist'
import { commentLines, type PrintOptions } from './header.ts'
import { assertJson, type Json } from './json-tree.ts'
import { refuse, shown } from './refuse.ts'

/** What a property list of a LaunchAgent holds. Whole numbers become `integer`, others `real`. */
export type Plist = boolean | number | string | readonly Plist[] | { readonly [key: string]: Plist }

/**
 * An Apple property list in XML, two-space indentation, keys in the order given.
 * Format: plist(5) of macOS, https://www.apple.com/DTDs/PropertyList-1.0.dtd.
 *
 * @throws TypeError where XML cannot say the value: null, control characters but tab and line feed, whole numbers
 *   from 2^53 on
 */
export function printPlist(value: Plist, { header }: PrintOptions = {}): string {
  assertJson('plist', value, { nulls: false })
  assertXml(value)
  const text = build(value as PlistValue, { pretty: true, indent: '  ', newline: '\n' })
  return header === undefined ? `${text}\n` : `${withComment(text, header)}\n`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const NOT_XML = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/

function assertXml(value: Json): void {
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      refuse('plist', '$', `got ${value} (expected a whole number that is exact, below 2^53)`)
  } else if (typeof value === 'string') {
    if (NOT_XML.test(value))
      refuse('plist', '$', `got ${shown(value)} (expected text without control characters)`, value)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) assertXml(key)
      assertXml(member)
    }
  }
}

/** XML comments stand after the declaration and the DOCTYPE, before the root. */
function withComment(text: string, header: string): string {
  const lines = commentLines('plist', ' ', header)
  if (lines.includes('--')) refuse('plist', 'comment', 'got -- (XML ends a comment there; reword it)')
  return text.replace('<plist ', () => `<!--\n${lines}-->\n<plist `)
}

import { Document, type ScalarTag, type Tags, type ToStringOptions } from 'yaml'
import { commentLines, type PrintOptions } from './header.ts'
import { assertJson } from './json-tree.ts'
import { refuse } from './refuse.ts'

/**
 * The one way to print YAML: two-space indentation, no folded lines, no anchors, multi-line strings as literal blocks,
 * keys in the order given. Readers of YAML 1.1 (PyYAML, so Ansible) and of YAML 1.2 (Kubernetes' tools read a mix) get
 * the same values back.
 *
 * @param value plain JSON values only
 * @throws TypeError where the value is not plain JSON (undefined, NaN, a Date, a cycle), with its path
 */
export function printYaml(value: unknown, { header }: PrintOptions = {}): string {
  assertJson('yaml', value)
  document.contents = document.createNode(value, { aliasDuplicateObjects: false })
  return commentLines('yaml', '#', header) + document.toString(print)
}

/**
 * A Kubernetes object: `apiVersion`, `kind`, `metadata`, `spec` first, the other keys in the order given.
 *
 * @throws TypeError where it is not an object of plain JSON
 */
export function printManifest(object: object, header?: string): string {
  if (Array.isArray(object)) refuse('yaml', '$', 'got a list (expected a Kubernetes object)')
  const members = Object.entries(object)
  const first = MANIFEST_ORDER.flatMap(name => members.filter(([key]) => key === name))
  const rest = members.filter(([key]) => !MANIFEST_ORDER.includes(key))
  return printYaml(Object.fromEntries([...first, ...rest]), header === undefined ? {} : { header })
}

const MANIFEST_ORDER: readonly string[] = ['apiVersion', 'kind', 'metadata', 'spec']

const print: ToStringOptions = {
  lineWidth: 0,
  blockQuote: 'literal',
  // One line, escaped as JSON does.
  doubleQuotedAsJSON: true,
}

/**
 * What a reader may take for another type when it is not quoted: the union of YAML 1.1's types
 * (https://yaml.org/type/), PyYAML's and go-yaml's resolvers, and YAML 1.2's core schema.
 */
const AMBIGUOUS = new RegExp(
  `^(?:${[
    '',
    '~|=|<<|null|true|false|yes|no|on|off|y|n',
    '[-+]?\\.(?:inf|nan)',
    '[-+]?0[box][0-9a-f_]+',
    // Integers, sexagesimal numbers (1:30), floats with and without exponent.
    '[-+]?[0-9][0-9_,]*(?::[0-9_]+)*(?:\\.[0-9_]*)?(?:e[-+]?[0-9]+)?',
    '[-+]?\\.?[0-9_]*(?:e[-+]?[0-9]+)?',
    '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\\s].*)?',
  ].join('|')})$`,
  'i',
)

/** Characters that YAML wants escaped, or that YAML 1.1 takes for a line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/

/** PyYAML cannot read a tab in an unquoted string. */
const TAB_ON_ONE_LINE = /^[^\n]*\t[^\n]*$/

function escaped(text: string): string {
  return JSON.stringify(text).replace(
    new RegExp(UNPRINTABLE, 'g'),
    found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** YAML 1.1 wants a dot in a number with an exponent: `1.0e+21`. */
function numberText(value: number): string {
  return JSON.stringify(value).replace(/^(-?\d+)e/, '$1.0e')
}

function tags(core: Tags): Tags {
  return core.map(tag => {
    if (typeof tag === 'string' || tag.collection !== undefined) return tag
    return tag.tag === 'tag:yaml.org,2002:str' ? stringTag(tag) : numberTag(tag)
  })
}

function stringTag(tag: ScalarTag): ScalarTag {
  return {
    ...tag,
    stringify: (item, context, onComment, onChompKeep) => {
      const text = String(item.value)
      // A block at column 0, where the root is text, is more than PyYAML reads.
      const rootBlock = context.indent === '' && text.includes('\n')
      if (rootBlock || AMBIGUOUS.test(text) || UNPRINTABLE.test(text) || TAB_ON_ONE_LINE.test(text))
        return escaped(text)
      return tag.stringify?.(item, context, onComment, onChompKeep) ?? escaped(text)
    },
  }
}

function numberTag(tag: ScalarTag): ScalarTag {
  if (tag.format !== undefined || !/:(?:int|float)$/.test(tag.tag)) return tag
  return { ...tag, stringify: item => numberText(Number(item.value)) }
}

// Made once: building the schema costs more than printing an object. Each call sets the contents anew.
const document = new Document(null, { version: '1.2', customTags: tags })

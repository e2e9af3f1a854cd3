import {
  COLLECTION_STYLE,
  DEFAULT_SCALAR_STYLE_RULES,
  DUMP_SCHEMA,
  load,
  type Node,
  type PresenterOptions,
  present,
  SCALAR_STYLE,
  type ScalarNode,
  type ScalarStyle,
} from 'js-yaml'
import { commentLines, type PrintOptions } from './header.ts'
import { assertJson, type Json } from './json-tree.ts'
import { printedBefore } from './printed.ts'
import { refuse } from './refuse.ts'

interface YamlOptions extends PrintOptions {
  /** How the reader wants some texts written: another text, a tag such as `!unsafe`, or both. Keys too. */
  readonly text?: (text: string) => YamlText
}

/** A text as it is written. */
export interface YamlText {
  readonly value: string
  readonly tag?: `!${string}`
  /** On lines of its own, where no sign of it has a meaning: for a text that is put in before YAML is read. */
  readonly block?: true
}

/**
 * The one way to print YAML: two-space indentation, no folded lines, no anchors, multi-line strings as literal blocks,
 * keys in the order given. Readers of YAML 1.1 (PyYAML, so Ansible) and of YAML 1.2 (Kubernetes' tools read a mix) get
 * the same values back.
 *
 * @param value plain JSON values only
 * @throws TypeError where the value is not plain JSON (undefined, NaN, a Date, a cycle), with its path
 */
export function printYaml(value: unknown, { header, text: write = plain }: YamlOptions = {}): string {
  assertJson('yaml', value)
  return commentLines('yaml', '#', header) + printedBefore(value, write, () => documentOf(value, write))
}

function documentOf(value: Json, write: Write): string {
  const text = present([{ contents: treeOf(value, write), directives: [] }], options)
  // The end of the file ends the document too.
  return text.replace(/^\.\.\.\n$/m, '')
}

/** What was printed here, read again. Files of others are read by `yaml`, which knows their lines. */
export function readYaml(text: string): unknown {
  return load(text)
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
    // Marks of documents, which the printer takes for keys.
    '(?:---|\\.\\.\\.)(?:\\s.*)?',
  ].join('|')})$`,
  'i',
)

/** Characters that YAML wants escaped, or that YAML 1.1 takes for a line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/

/** PyYAML cannot read a tab in an unquoted string. */
const TAB_ON_ONE_LINE = /^[^\n]*\t[^\n]*$/

const { PLAIN, DOUBLE_QUOTED, LITERAL_BLOCK } = SCALAR_STYLE
const { tryLongOrMultilineAsBlock, quoteInvalidPlain, fallbackToDoubleQuoted } = DEFAULT_SCALAR_STYLE_RULES

const options: PresenterOptions = {
  schema: DUMP_SCHEMA,
  lineWidth: -1,
  quoteStyle: 'double',
  // Without the library's own rule on invisible characters: it would put a script with tabs on one line.
  scalarStyleRules: [tryLongOrMultilineAsBlock, quoteInvalidPlain, fallbackToDoubleQuoted],
}

/** The printer's own tree: `dump` would print numbers, and quote texts, as only its own reader needs. */
function treeOf(value: Json, write: Write): Node {
  if (typeof value === 'string') {
    // A block at column 0, where the root is text, is more than PyYAML reads.
    return value.includes('\n') ? { ...textOf(value, write), style: DOUBLE_QUOTED } : textOf(value, write)
  }
  return nodeOf(value, write)
}

function nodeOf(value: Json, write: Write): Node {
  if (typeof value === 'string') return textOf(value, write)
  if (value === null) return scalar('null', 'null')
  if (typeof value === 'boolean') return scalar('bool', String(value))
  if (typeof value === 'number') return numberOf(value)
  if (Array.isArray(value)) {
    const items = value.map(item => nodeOf(item, write))
    return { kind: 'sequence', ...collection('seq', items.length), items }
  }
  const items = Object.entries(value).map(([key, member]) => ({
    key: textOf(key, write),
    value: nodeOf(member, write),
  }))
  return { kind: 'mapping', ...collection('map', items.length), items }
}

function collection(tag: string, length: number): Omit<Extract<Node, { kind: 'sequence' }>, 'kind' | 'items'> {
  const style = length === 0 ? COLLECTION_STYLE.FLOW : COLLECTION_STYLE.BLOCK
  return { tag: `tag:yaml.org,2002:${tag}`, tagged: false, style }
}

function scalar(tag: string, value: string, style: ScalarStyle = PLAIN): ScalarNode {
  return { kind: 'scalar', tag: `tag:yaml.org,2002:${tag}`, tagged: false, style, value }
}

type Write = Required<YamlOptions>['text']

function plain(value: string): YamlText {
  return { value }
}

function textOf(given: string, write: Write): ScalarNode {
  const { value: text, tag, block } = write(given)
  if (block === true) return scalar('str', text, LITERAL_BLOCK)
  if (tag !== undefined) return { ...scalar('str', text, DOUBLE_QUOTED), tag, tagged: true }
  const quoted = AMBIGUOUS.test(text) || UNPRINTABLE.test(text) || TAB_ON_ONE_LINE.test(text)
  return scalar('str', text, quoted ? DOUBLE_QUOTED : PLAIN)
}

function numberOf(value: number): ScalarNode {
  // YAML 1.1 wants a dot in a number with an exponent: `1.0e+21`.
  const text = JSON.stringify(value).replace(/^(-?\d+)e/, '$1.0e')
  return scalar(/^-?\d+$/.test(text) ? 'int' : 'float', text)
}

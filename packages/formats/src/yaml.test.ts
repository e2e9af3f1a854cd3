import fc from 'fast-check'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { printManifest, printYaml } from './yaml.ts'

test('prints maps, lists and scalars in the order given, with the header as comments', () => {
  const text = printYaml(
    { b: [{ name: 'x', on: true }], a: { empty: {}, none: [], nothing: null }, f: 1.5 },
    { header: 'From estate.ts.\n\nDo not edit.' },
  )
  expect(text).toBe(`# From estate.ts.
#
# Do not edit.
b:
  - name: x
    "on": true
a:
  empty: {}
  none: []
  nothing: null
f: 1.5
`)
})

test('a multi-line string is a literal block, a long line is not folded', () => {
  const long = 'word '.repeat(60).trim()
  expect(printYaml({ script: 'set -e\n  indented\ttab\n', long, keep: 'a\n\n' })).toBe(
    `script: |\n  set -e\n    indented\ttab\nlong: ${long}\nkeep: |+\n  a\n\n`,
  )
})

test('text of several lines that no block can hold stays on one line, in quotes', () => {
  const text = `${'word '.repeat(20)}\n and more of it\t\r\n  `
  expect(printYaml({ text })).toBe(`text: ${JSON.stringify(text)}\n`)
})

test('a text alone is quoted when it has several lines, since PyYAML wants a block indented', () => {
  expect(printYaml('a\nb')).toBe('"a\\nb"\n')
})

test('an object used twice is printed twice, without an anchor', () => {
  const shared = { cpu: '10m' }
  expect(printYaml({ a: shared, b: shared })).toBe('a:\n  cpu: 10m\nb:\n  cpu: 10m\n')
})

test.each(
  '~ = << null Null true no No yes on Off y N 0755 0o17 0x1f 0b1 1_000 1,000 1:30 12:30:45 1e3 1E3 e6 .5 5. +1 -1 . .inf -.Inf .nan 2026-02-08 2026-2-8 2026-02-08T10:00:00Z 010 1.0'.split(
    ' ',
  ),
)('quotes %s', text => {
  expect(printYaml([text])).toBe(`- "${text}"\n`)
  expect(printYaml({ [text]: 1 })).toBe(`"${text}": 1\n`)
})

test.each(['10Gi', '1.2.3', 'v1.0', '100m', 'http://a:80/b', '/', 'a:b', 'not', '-c', 'x=y', '8080:http'])(
  'leaves %s plain',
  text => {
    expect(printYaml([text])).toBe(`- ${text}\n`)
  },
)

test('what YAML takes for a line end or cannot carry is escaped', () => {
  expect(printYaml(['a\u2028b', 'a\u0085b', '\ufeff', 'a\tb', 'a\r\nb', '\u0000'])).toBe(
    '- "a\\Lb"\n- "a\\Nb"\n- "\\uFEFF"\n- "a\\tb"\n- "a\\r\\nb"\n- "\\0"\n',
  )
})

test('a manifest begins with apiVersion, kind, metadata, spec and keeps the order of the rest', () => {
  const text = printManifest({ status: 1, spec: 2, data: 3, kind: 'A', metadata: 4, apiVersion: 'v1' }, 'Made.')
  expect(text).toBe('# Made.\napiVersion: v1\nkind: A\nmetadata: 4\nspec: 2\nstatus: 1\ndata: 3\n')
})

const cycle: unknown[] = []
cycle.push(cycle)

test.each([
  ['undefined', { a: { b: [1, undefined] } }, '$.a.b[1]'],
  ['NaN', { a: Number.NaN }, '$.a'],
  ['a date', { a: new Date(0) }, '$.a'],
  ['a function', [() => 1], '$[0]'],
  ['a cycle', cycle, '$[0]'],
  ['a hole', new Array(1), '$[0]'],
  ['half a surrogate pair', { a: '\ud800' }, '$.a'],
])('refuses %s and names the place', (_, value, where) => {
  expect(() => printYaml(value)).toThrow(TypeError)
  expect(() => printYaml(value)).toThrow(`yaml ${where}:`)
})

test('refuses a header that would end the comment', () => {
  expect(() => printYaml(1, { header: 'a\rb: c' })).toThrow(TypeError)
})

test('independent readers of YAML 1.2 and 1.1 give back the value', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...' \n\t-:#\'"[]{}|>&*!%@`,?=~.0123456789abeoxnyE_+'), maxLength: 12 }),
    fc.constantFrom('yes', 'on', '1:30', '0755', '<<', '=', '---', '...', '--- a', '%x', '2026-02-08'),
  )
  const { tree } = fc.letrec(tie => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(tree, value => {
      const printed = printYaml(value, { header: 'x' })
      expect(load(printed)).toEqual(value)
      expect(parse(printed)).toEqual(value)
      expect(parse(printed, { version: '1.1', maxAliasCount: 0 })).toEqual(value)
      expect(printed).not.toContain('\r')
    }),
    { numRuns: 1000, seed: 1 },
  )
})

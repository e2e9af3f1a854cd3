/**
 * Whatever text an author writes, of the type that its field has: it is rendered, or refused with its place, and nothing throws.
 * `HOSTILE_TEXTS=10000` tries more than a sample, `HOSTILE_SEED=2` others.
 */
import blumeops from '@homelab/app-blumeops'
import { type Estate, loadRenderers, opened } from '@homelab/estate/model'
import { attempt, loadProjections, renderTargets } from '@homelab/synth'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const numRuns = Number(process.env['HOSTILE_TEXTS'] ?? 150)
const seed = Number(process.env['HOSTILE_SEED'] ?? 1)
const projections = await loadProjections()
await loadRenderers(blumeops.parts)
type Path = readonly string[]
type Tree = { readonly [key: string]: unknown }

/** What means something else in one of the formats, on a terminal, or to a shell. */
const texts = [
  ...[
    '',
    ' ',
    '\t',
    '\n',
    'a\nb',
    '\r\n',
    '\0',
    '\u001b[2J',
    '\u202eevil',
    '\u200b',
    '\ufeff',
    '\ufdd2x\ufdd3',
    '\ud800',
  ],
  ...[
    '"',
    "'",
    '`',
    '\\',
    '$',
    '$(id)',
    '`id`',
    '$HOME',
    '$1',
    '%',
    '%n',
    '%%',
    '&',
    '&amp;',
    '<script>',
    ']]>',
    '-->',
  ],
  ...[
    '{{ x }}',
    '{%',
    '{#',
    '{env.TOKEN}',
    '{',
    '}',
    '[[x|title]]',
    '|',
    '#',
    '# x',
    '---',
    '- ',
    ': ',
    'a: b',
    '*',
    '&a',
    '!x',
  ],
  ...[
    '@x',
    '/x',
    '~',
    '..',
    '../../etc/passwd',
    '/',
    '//',
    '-rf',
    '--help',
    ';',
    'a;b',
    'a b',
    'null',
    'true',
    '0',
    '-1',
    '1e9',
    'NaN',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'ü',
    '名',
    '🜁',
    'a'.repeat(5000),
    'https://a b',
    'http://[::1',
    'x:99999',
    '0.0.0.0/0',
  ],
]

/** Where a file is, what something is, and words of closed lists: nobody writes another, or the compiler refuses it. */
const closed = ['declaredIn', 'kind', 'audience', 'by']

/** The ways to every text that is data. What is referred to is gone into once, where it is said. */
function ways(value: unknown, gone = new Set<unknown>()): Path[] {
  if (typeof value === 'string') return [[]]
  if (typeof value !== 'object' || value === null || gone.has(value)) return []
  gone.add(value)
  return Object.entries(value).flatMap(([key, member]) =>
    closed.includes(key) ? [] : ways(member, gone).map(way => [key, ...way]),
  )
}

const { people, vaults } = blumeops
const all = ways(Object.assign({ people, vaults }, blumeops, { parts: undefined }))

function changed(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text
  const inner = changed((value as Tree)[key], rest, text)
  return Object.assign(Array.isArray(value) ? [] : {}, value, { [key]: inner })
}

const watch = { now: () => 0, before: () => {} }

/** What is wrong with what is said of a text: nothing where it is rendered, or refused in its place. */
function wrongWith(way: Path, text: string): readonly string[] {
  const estate = changed(blumeops, way, text) as Estate
  const { findings, failures, fault } = attempt(() => renderTargets(opened(estate), projections, [], watch))
  const where = `${way.join('.')} = ${JSON.stringify(text.slice(0, 20))}`
  const errors = [fault, ...failures.map(each => each.error)].filter(error => error !== undefined)
  const isTold = findings.some(each => each.accepted === undefined)
  return [
    ...(isTold ? [] : errors.map(error => `${where}: ${String(error)}`)),
    ...findings.flatMap(({ code, where: { subject, file } }) =>
      file === undefined ? [`${where}: ${code} ${subject} has no place`] : [],
    ),
  ]
}

test('no text is more than a finding', { timeout: 3_600_000 }, () => {
  expect(all.length).toBeGreaterThan(3000)
  const tried = fc.sample(fc.tuple(fc.constantFrom(...all), fc.constantFrom(...texts)), { numRuns, seed })
  expect(tried.flatMap(([way, text]) => wrongWith(way, text))).toEqual([])
})

test.each([
  ['a person whom the policy cannot name', /^hosts\.\d+\.tailnet\.owner$/, '- '],
  ['a group of objects without a name', /^services\.\d+\.props\.workload\.application\.name$/, ''],
  ['one that is called like a member of every object', /\.workload\.application\.name$/, '__proto__'],
  ['an item of the vault that is called so', /\.workload\.secrets\.\d+\.data\.\w+\.item$/, '__proto__'],
  ['a word of a script', /\.settings\.textfile$/, '\r\n'],
  ['a line of a list for a script', /\.workload\.data\.1\.path$/, 'a\nb'],
])('%s is refused in its place', (_, at, text) => {
  const way = all.find(each => at.test(each.join('.')))
  expect(way).toBeDefined()
  expect(wrongWith(way ?? [], text)).toEqual([])
})

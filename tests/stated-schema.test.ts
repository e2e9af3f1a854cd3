import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Estate, readStated, type StatedDocument, state, statedDocument } from '@homelab/estate/model'
import { printJson } from '@homelab/formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import minilab from '../apps/minilab/estate.ts'
import { statedSchema } from '../packages/estate/schema/stated.ts'
import generated from './bench/apps/services-10/estate.ts'
import { fixturesIn } from './support/fixtures.ts'
import { root } from './support/sources.ts'

const path = join(root, 'packages', 'estate', 'schema', 'stated.schema.json')
const validate = new Ajv2020({ allErrors: true }).compile(statedSchema)

function problems(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function document(estate: Estate): StatedDocument {
  return JSON.parse(JSON.stringify(statedDocument(state(estate).stated))) as StatedDocument
}

test('the published schema is the one that the types hold', async () => {
  await expect(printJson(statedSchema)).toMatchFileSnapshot(path)
})

test.each([blumeops, minilab, generated].map(estate => [estate.name, estate] as const))(
  'what %s says fits',
  (_, estate) => {
    expect(problems(document(estate))).toEqual([])
  },
)

/** What is found in these is refused by the schema as well, and stays in what is stated. */
const refused =
  /^(invalid-port(?!-proxy|-privileged).*|mistaken-domain.*|wrong-type-(place|provider)|unread-option-(nested|unknown))$/
const fixtures = [...(await fixturesIn('valid')), ...(await fixturesIn('invalid'))]

test.each(fixtures)('$name: what is stated of it fits', ({ name, estate }) => {
  expect(problems(document(estate)).length > 0).toBe(refused.test(name))
})

test('what was rendered is read', () => {
  const text = readFileSync(join(root, 'dist', 'estate.json'), 'utf8')
  expect(problems(JSON.parse(text))).toEqual([])
  expect(readStated(text)).toEqual(state(blumeops).stated)
})

type Tree = { [key: string]: Tree }

/** The first service with such a member. */
function having(document: Tree, key: string): Tree {
  const found = Object.values(document['services'] ?? {}).find(service => key in service)
  return found ?? {}
}

const set = (tree: Tree | undefined, key: string, value: unknown): void => {
  Object.assign(tree ?? {}, { [key]: value })
}

test.each<[string, (document: Tree) => void, RegExp]>([
  ['a version of tomorrow', it => set(it, 'version', 2), /^\/version /],
  ['no services', it => delete it['services'], /required property 'services'/],
  ['a member that nothing reads', it => set(it, 'serivces', []), /^ must NOT have additional/],
  [
    'a misspelt member of a service',
    it => set(it['services']?.['0'], 'titel', 'x'),
    /^\/services\/0 must NOT have add/,
  ],
  ['a service without a file', it => delete it['services']?.['0']?.['file'], /^\/services\/0 .* 'file'/],
  [
    'a port that is none',
    it => set(having(it, 'ports'), 'ports', { web: { protocol: 'http', port: 0 } }),
    /ports\/web\/port/,
  ],
  ['a workload nowhere', it => delete it['services']?.['0']?.['workload']?.['at'], /workload .* 'at'/],
  ['a need of a thing', it => set(having(it, 'needs')['needs']?.['0'], 'of', {}), /needs\/0/],
  ['a platform of nobody', it => set(it['hosts']?.['0'], 'platform', 'windows'), /^\/hosts\/0\/platform /],
  ['a word on backup that is none', it => set(it['shares']?.['0'], 'backup', 'yes'), /^\/shares\/0\/backup /],
  [
    'a person that is only a name',
    it => set(it['tailnet']?.['grants']?.['0'], 'src', ['boss']),
    /^\/tailnet\/grants\/0/,
  ],
  ['a secret with its value', it => set(it['people']?.['0']?.['login'], 'value', 'x'), /^\/people\/0\/login must NOT/],
])('%s is refused', (_, change, expected) => {
  const broken = document(blumeops) as unknown as Tree
  change(broken)
  expect(problems(broken).join('\n')).toMatch(new RegExp(expected.source, 'm'))
})

test.each<[string, string, string]>([
  ['no JSON', '{', 'it is no JSON: '],
  ['a list', '[]', 'it is no JSON object'],
  ['of another kind', '{"a": 1}', 'it is not of the format homelab-stated'],
  ['of a program before', '{"name": "x", "flows": []}', 'it holds what an older program had resolved'],
  [
    'newer',
    '{"format": "homelab-stated", "version": 2}',
    'it is of version 2, and this program reads version 1: update',
  ],
  [
    'older',
    '{"format": "homelab-stated", "version": 0}',
    'it is of version 0, and this program reads version 1: render',
  ],
  ['of no version', '{"format": "homelab-stated"}', 'it says no version'],
  ['cut', '{"format": "homelab-stated", "version": 1, "hosts": []}', 'it has no list of clusters: render it again'],
])('a text that is %s is refused with the reason', (_, text, expected) => {
  expect(() => readStated(text)).toThrow(expected)
})

test.each(['hosts', 'clusters', 'vaults', 'people', 'shares', 'services'])('without its %s nothing is read', key => {
  const { [key]: _, ...others } = statedDocument(state(blumeops).stated) as unknown as Readonly<Record<string, unknown>>
  expect(() => readStated(JSON.stringify(others))).toThrow(`it has no list of ${key}: render it again`)
})

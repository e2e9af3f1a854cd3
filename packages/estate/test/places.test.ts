import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  endpoint,
  estate,
  external,
  type Finding,
  host,
  http,
  image,
  locate,
  type Needs,
  notBackedUp,
  opened,
  person,
  type Service,
  service,
  share,
  state,
  vault,
  type Where,
  type Workload,
} from '../src/model.ts'
import { estateOf, inCluster } from './parts.ts'

const lines = readFileSync(import.meta.filename, 'utf8').split('\n')

/** Line and column of a piece of this file, which stands in it once besides where it is asked for. */
function spot(piece: string): { readonly file: string; readonly line: number; readonly column: number } {
  const line = lines.findIndex(each => each.includes(piece) && !each.includes('spot('))
  return { file: 'estate/test/places.test.ts', line: line + 1, column: (lines[line]?.indexOf(piece) ?? -1) + 1 }
}

const { vault: safe, secrets } = vault('placed-safe', { store: { kind: 'none' }, items: { app: { fields: ['key'] } } })
const box = host('placed-box', { platform: 'linux', role: 'holds' })
const films = share('placed-films', box, { path: '/films', holds: 'films', backup: notBackedUp('they are there') })
const { key } = secrets.app
const boss = person('placed-boss', { role: 'admin', login: key })

const one: Service<'http'> = service(import.meta, 'placed-one', {
  title: 'One',
  summary: 'one',
  ports: { http: http(8001) },
  workload: { ...inCluster, image: image('example.org/one', '1.0') } as Workload,
})
const two = service(import.meta, 'placed-two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  workload: external(box, '192.0.2.9'),
  needs: (): Needs => [endpoint(one, 'http', 'asks it')],
})

/** Gives what it was asked for: the line inside it is where something is made. */
function helper(name: string): Service {
  return service(import.meta, name, { title: 'X', summary: 'x', ports: {}, workload: inCluster })
}

const whole = estate(import.meta, 'placed', {
  ...estateOf([one, two, helper('helped')]),
  hosts: [box, { ...box, name: 'copied' }],
  vaults: [safe],
  people: [boss],
  shares: [films],
})

test.each<[string, readonly (string | number)[], string]>([
  ['a host', ['hosts', 0], "host('placed-box'"],
  ['a vault', ['vaults', 0], "vault('placed-safe'"],
  ['a share', ['shares', 0], "share('placed-films'"],
  ['a person', ['people', 0], "person('placed-boss'"],
  ['a secret: where its field is asked for', ['people', 0, 'login'], 'key } = secrets.app'],
  ['a service', ['services', 0], "service(import.meta, 'placed-one'"],
  ['a port', ['services', 0, 'ports', 'http'], 'http(8001)'],
  ['what a workload holds', ['services', 0, 'workload', 'image'], "image('example.org/one'"],
  ['a workload', ['services', 1, 'workload'], "external(box, '192"],
  ['a need', ['services', 1, 'needs', 0], "endpoint(one, 'http', 'asks"],
  ['what a helper makes: in the helper', ['services', 2], 'service(import.meta, name'],
])('%s has the place where it was made', (_, keys, piece) => {
  expect(state(whole).places.nearest(keys)).toEqual({ ...spot(piece), exact: true })
})

test('a member and a copy have the place of what they stand in', () => {
  const { places } = state(whole)
  expect(places.nearest(['services', 0, 'title'])).toEqual({
    ...spot("service(import.meta, 'placed-one'"),
    exact: false,
  })
  expect(places.nearest(['hosts', 1])).toEqual({ ...spot("estate(import.meta, 'placed'"), exact: false })
})

test('nothing of it is stated', () => {
  expect(JSON.stringify(state(whole).stated)).not.toMatch(/places\.test\.ts:|"(line|column)":/)
})

test('what is left out leaves its places to nobody', () => {
  const odd = service(import.meta, 'odd', {
    title: 'Odd',
    summary: 'odd',
    ports: { first: http(8002) },
    workload: { ...inCluster, at2: new Date(0) } as Workload,
  })
  const { places, findings } = state({ ...whole, services: [odd, two] })
  expect(places.nearest(['services', 0, 'ports', 'first'])).toMatchObject(spot("service(import.meta, 'placed-two'"))
  expect(findings[0]?.where).toMatchObject({
    subject: 'odd',
    path: 'workload.at2',
    ...spot("service(import.meta, 'odd'"),
  })
})

test('an estate of another folder has no place here', () => {
  const { places } = state({ ...whole, declaredIn: 'file:///elsewhere/apps/x/estate.ts' })
  expect(places.nearest(['services', 0])).toBeUndefined()
})

function located(where: Where): Where | undefined {
  const finding: Finding = { code: 'invalid-port', where, problem: 'it is wrong', fix: 'fix it' }
  return locate([finding], opened(whole))[0]?.where
}

test('a finding gets the way to what its path spells, or calls by name', () => {
  const file = 'estate/test/places.test.ts'
  expect(located({ subject: 'placed-one', path: 'ports.http.port', file })).toEqual({
    subject: 'placed-one',
    path: 'ports.http.port',
    at: ['services', 0, 'ports', 'http', 'port'],
    ...spot('http(8001)'),
    exact: false,
  })
  expect(located({ subject: 'placed-one', path: 'example.org/one', file })).toMatchObject({
    at: ['services', 0, 'workload', 'image'],
    exact: true,
  })
  expect(located({ subject: 'placed-two', path: 'needs.placed-one.use', file })?.at).toEqual([
    'services',
    1,
    'needs',
    0,
  ])
  expect(located({ subject: 'placed-box', path: 'listens.ssh' })).toMatchObject(spot("host('placed-box'"))
})

test('a finding with a line keeps it, and one of nobody stays as it is', () => {
  expect(located({ subject: 'placed-one', file: 'x.ts', line: 3 })).toEqual({
    subject: 'placed-one',
    file: 'x.ts',
    line: 3,
  })
  expect(located({ subject: 'a/b.yaml' })).toEqual({ subject: 'a/b.yaml' })
})

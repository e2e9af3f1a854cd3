import { expect, test } from 'vitest'
import {
  type Estate,
  endpoint,
  external,
  formatFinding,
  http,
  type Needs,
  notBackedUp,
  person,
  resolve,
  resolvedOf,
  type Service,
  type Stated,
  service,
  share,
  state,
  tailnetPolicy,
  vault,
  type Workload,
} from '../src/model.ts'
import { estateOf, inCluster, nas, server } from './parts.ts'

const { vault: safe, secrets } = vault('safe', { store: { kind: 'none' }, items: { app: { fields: ['password'] } } })
const films = share('films', nas, { path: '/films', holds: 'films', backup: notBackedUp('they are bought again') })
const boss = person('boss', { role: 'admin', login: secrets.app.password })

function web(props: object = {}, name = 'web'): Service<'http'> {
  return service(import.meta, name, {
    title: 'Web',
    summary: 'web',
    ports: { http: http(80) },
    workload: inCluster,
    ...props,
  })
}

function holding(kept: unknown): Workload {
  return { ...inCluster, kept } as Workload
}

/** Through text, as another program, or another day, has it. */
function throughText(stated: Stated): Stated {
  return JSON.parse(JSON.stringify(stated)) as Stated
}

function stated(...services: readonly Service[]): Stated['services'] {
  return state(estateOf(services)).stated.services
}

function kept(data: unknown): unknown {
  const [only] = stated(web({ workload: holding(data) }))
  return (only?.workload as (Workload & { readonly kept: unknown }) | undefined)?.kept
}

class Box {
  readonly kind = 'box'
}
class Names extends Array<string> {}
const circle: Record<string, unknown> = {}
circle['itself'] = [circle]
const withHole = ['a', 'b', 'c']
delete withHole[1]

/** What JSON can't hold would be another thing in it, without a word. */
test.each<[string, unknown, string]>([
  ['a function', () => 1, 'kept a function a text, a finite number'],
  ['not a number', Number.NaN, 'kept NaN a text, a finite number'],
  ['an infinite number', Number.POSITIVE_INFINITY, 'kept Infinity a text, a finite number'],
  ['a bigint', 1n, 'kept 1 a text, a finite number'],
  ['a symbol', Symbol('x'), 'kept Symbol(x) a text, a finite number'],
  ['a circle', circle, 'kept.itself[0] "what it stands in" data without circles'],
  ['undefined in a list', ['a', undefined], 'kept[1] undefined a value'],
  ['a hole in a list', withHole, 'kept[1] undefined a value'],
  ['a date', new Date(0), 'kept a Date plain data'],
  ['a map', { by: new Map() }, 'kept.by a Map plain data'],
  ['a set', [new Set()], 'kept[0] a Set plain data'],
  ['an address', new URL('https://example.org'), 'kept a URL plain data'],
  ['a pattern', /x/, 'kept a RegExp plain data'],
  ['a promise', Promise.resolve(), 'kept a Promise plain data'],
  ['a text in a box', Object('x'), 'kept a String plain data'],
  ['a thing of a class', new Box(), 'kept a Box plain data'],
  ['a list of a class', Names.from(['x']), 'kept a Names plain data'],
  ['a key that is a symbol', { [Symbol('x')]: 1 }, 'kept.Symbol(x) Symbol(x) a key that is a text'],
  [
    'a member that is computed',
    {
      get now() {
        return 1
      },
    },
    'kept.now a function a value, not computed',
  ],
  ['a member that is hidden', Object.defineProperty({}, 'x', { value: 1 }), 'kept.x 1 a member that can be listed'],
  ['a list with a key', Object.assign(['a'], { b: 1 }), 'kept.b "b" a list without keys of its own'],
  ['a list with a symbol', Object.assign(['a'], { [Symbol('x')]: 1 }), 'kept.Symbol(x) Symbol(x) a list without keys'],
  ['an item without field', secrets['app'], 'kept an object a field of an item'],
  ['all secrets', { password: secrets }, 'kept.password an object a field of an item'],
])('%s in a workload is a finding', (_, data, expected) => {
  const one = web({ workload: holding(data) })
  const { findings, stated: said } = state(
    estateOf([one, web({ needs: (): Needs => [endpoint(one, 'http', 'asks it')] }, 'b')]),
  )
  const texts = findings.map(({ code, where: { subject, path }, got, expected: wanted }) =>
    [code, subject, path, got, wanted].join(' '),
  )
  expect(texts).toEqual([expect.stringContaining(`wrong-type web workload.${expected}`)])
  // It is left out, with what needs it.
  expect(said.services).toMatchObject([{ name: 'b', needs: [] }])
  expect(resolve(said, []).findings).toEqual([])
})

/** Anything may stand in somebody's YAML, also what looks like a word of ours. */
test.each<[string, unknown]>([
  ['a key that is a reference elsewhere', { $ref: '#/definitions/port' }],
  ['a name of a share', { volumes: [{ share: 'films' }] }],
  ['a name of a person', { src: [{ person: 'boss' }], members: ['boss'] }],
  ['needs', { needs: [{ need: 'endpoint', of: 'web', port: 'http', why: 'x' }] }],
  ['a key of every object', JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": 2}')],
  ['no key, and one with dots', { '': 1, 'app.yaml': 2 }],
  ['nothing', [null, {}, [], '', 0, false]],
  ['half of a letter', '\ud83d'],
  ['an object without class', Object.assign(Object.create(null), { a: 1 })],
  ['what is frozen', Object.freeze({ a: Object.freeze([1]) })],
])('%s stays as it is', (_, data) => {
  const text = JSON.stringify(data)
  expect(JSON.stringify(kept(data))).toBe(text)
  const { stated: said, findings } = state(estateOf([web({ workload: holding(data) })]))
  expect(findings).toEqual([])
  expect(JSON.stringify(resolve(throughText(said), []).services)).toContain(`"kept":${text}`)
})

test('JSON knows one zero, and what is undefined is nothing', () => {
  expect(kept({ a: -0, b: undefined, c: [{ d: undefined }] })).toStrictEqual({ a: 0, c: [{}] })
})

test('a thing in two places is two', () => {
  const shared = { port: 1 }
  expect(kept({ a: shared, b: [shared] })).toEqual({ a: shared, b: [shared] })
})

test('what stands twice in a list stands there once, but for words and numbers that have an order', () => {
  const twice = { verbs: ['get', 'list', 'get'], args: ['-v', '-v'], size: [3, 3] }
  expect(kept(twice)).toEqual({ verbs: ['get', 'list'], args: ['-v', '-v'], size: [3, 3] })
  const free = { values: { steps: ['sync', 'wait', 'sync'] }, object: { spec: { steps: [{ a: 1 }, { a: 1 }] } } }
  expect(kept(free)).toEqual(free)
})

test('the order is the author’s', () => {
  const one = web({ workload: holding({ b: 1, a: { d: 1, c: 2 } }), needs: () => [], tile: 'hidden' })
  const [said] = stated(one)
  expect(Object.keys(said ?? {})).toEqual(['name', 'file', 'title', 'summary', 'ports', 'workload', 'needs', 'tile'])
  expect(JSON.stringify(said?.workload)).toContain('{"b":1,"a":{"d":1,"c":2}}')
  const reversed = web({ workload: holding({ a: { c: 2, d: 1 }, b: 1 }), needs: () => [], tile: 'hidden' })
  expect(JSON.stringify(stated(reversed))).not.toBe(JSON.stringify(stated(one)))
  expect(stated(web({}, 'b'), web({}, 'a')).map(({ name }) => name)).toEqual(['b', 'a'])
  const { services, hosts, ...rest } = estateOf([])
  expect(Object.keys(state({ ...rest, services, hosts } as Estate).stated).slice(-2)).toEqual(['services', 'hosts'])
})

test('a service is named where another needs it', () => {
  const one = web()
  const needs = (): Needs => [endpoint(one, 'http', 'asks it')]
  expect(stated(one, web({ needs }, 'other'))[1]?.needs).toEqual([
    { need: 'endpoint', of: 'web', port: 'http', why: 'asks it' },
  ])
})

test('people are named in the policy, and shares in volumes', () => {
  const stranger = { ...boss, name: 'stranger' }
  const other = { ...films, path: '/other' }
  const workload = {
    ...inCluster,
    volumes: [{ share: films }, { name: 'copy', share: { ...films } }, { share: other }],
  }
  const grant = { src: [boss, stranger, '*'], dst: ['*'], ip: ['*'], reason: 'they may' } as const
  const tailnet = tailnetPolicy(import.meta, {
    groups: [{ name: 'group:all', members: [boss, stranger], note: 'all' }],
    grants: [grant],
    tags: [],
  })
  const estate: Estate = {
    ...estateOf([web({ workload })]),
    vaults: [safe],
    shares: [films],
    people: [boss],
    tailnet,
  }
  const { stated: said } = state(estate)
  expect(said.tailnet).toMatchObject({
    groups: [{ members: ['boss', stranger] }],
    grants: [{ src: [{ person: 'boss' }, stranger, '*'] }],
  })
  expect(said.services[0]?.workload).toMatchObject({
    volumes: [{ share: 'films' }, { share: 'films', name: 'copy' }, { share: other }],
  })
  // They are there again when it is resolved.
  const resolved = resolve(throughText(said), [])
  expect(resolved.tailnet).toMatchObject({ groups: [{ members: [boss, stranger] }], grants: [grant] })
  expect(resolved.services[0]?.workload).toMatchObject({
    volumes: [{ share: films }, { share: films }, { share: other }],
  })
})

test('a name that nothing has is left as it is', () => {
  const workload = { ...inCluster, volumes: [{ share: films }] }
  const { stated: said } = state({ ...estateOf([web({ workload })]), shares: [films] })
  expect(resolve({ ...said, shares: [] }, []).services[0]?.workload).toMatchObject({ volumes: [{ share: 'films' }] })
})

test('what needs the second of a name needs the first', () => {
  const first = web({ title: 'First' })
  const second = web({ title: 'Second' })
  const needs = (): Needs => [endpoint(second, 'http', 'asks it')]
  const { findings, flows } = resolvedOf(estateOf([first, second, web({ needs }, 'other')]))
  expect(findings.map(({ code }) => code)).toEqual(['duplicate-service'])
  expect(flows).toMatchObject([{ from: 'other', to: 'web' }])
})

test('needs are called once, and only by what states', () => {
  let calls = 0
  const needs = (): Needs => {
    calls += 1
    return []
  }
  const { stated: said } = state(estateOf([web({ needs })]))
  resolve(said, [])
  expect(calls).toBe(1)
})

test('a need with what JSON cannot hold is left out', () => {
  const one = web()
  const use = { kind: 'env', uses: 'endpoint', since: new Date(0) } as const
  const needs = (): Needs => [endpoint(one, 'http', 'a'), endpoint(one, 'http', 'b', use)]
  const { stated: said, findings } = state(estateOf([one, web({ needs }, 'other')]))
  expect(said.services[1]?.needs).toMatchObject([{ why: 'a' }])
  expect(findings.map(formatFinding)).toEqual([expect.stringContaining('wrong-type other.needs[1].use.since')])
})

test('a place with a member that is none stays, and what runs there with it', () => {
  const odd = { ...server, listens: { ssh: { protocol: 'tcp', port: new Date(0) } } } as unknown as typeof server
  const estate = { ...estateOf([web({ workload: external(server) })]), hosts: [odd, nas] }
  const { stated: said, findings } = state({ ...estate, clusters: [] })
  expect(findings.map(({ where }) => where)).toMatchObject([{ subject: 'server', path: 'listens.ssh.port' }])
  expect(said.hosts.map(({ name }) => name)).toEqual(['server', 'nas'])
  expect(said.hosts[0]?.listens).toEqual({ ssh: { protocol: 'tcp' } })
})

test('no file of this machine is stated', () => {
  expect(JSON.stringify(state(estateOf([web()])).stated)).not.toMatch(/file:|"\//)
})

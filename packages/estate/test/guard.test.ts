import { expect, test } from 'vitest'
import { type Estate, formatFinding, http, resolvedOf, service } from '../src/model.ts'
import { estateOf, inCluster } from './parts.ts'

/** A service of which one property is not what its type says. */
function web(props: object, name: unknown = 'web') {
  const all = { title: 'Web', summary: 'web', ports: { http: http(80) }, workload: inCluster, ...props }
  return service(import.meta, name as string, all as unknown as Parameters<typeof service>[2])
}

function findings(estate: Estate): string[] {
  return resolvedOf(estate).findings.map(({ code, where: { subject, path }, got, expected }) =>
    [code, subject, path ?? '-', got, expected].join(' '),
  )
}

/** What the compiler can't see, or is not asked. */
test.each<[string, object, string]>([
  ['no workload', { workload: undefined }, 'workload undefined an object'],
  ['a workload nowhere', { workload: { kind: 'external' } }, 'workload.at undefined an object'],
  ['no ports', { ports: undefined }, 'ports undefined an object'],
  ['a port that is a number', { ports: { http: 80 } }, 'ports.http 80 an object'],
])('a service with %s', (_, props, expected) => {
  const [first, ...others] = findings(estateOf([web(props)]))
  expect(first).toContain(`wrong-type web ${expected}`)
  expect(others).toEqual([])
})

test.each<[string, () => unknown, string]>([
  ['nothing that is a list', () => 42, 'needs 42 a list'],
  ['a promise', async () => [], 'needs a Promise a list'],
  ['holes', () => [undefined], 'needs[0] undefined an endpoint, database, role, login or after'],
  ['a need of another kind', () => [{ need: 'luck' }], 'needs[0] an object an endpoint'],
  ['nobody', () => [{ need: 'start', of: undefined, why: 'x' }], 'needs[0].of undefined a service that is imported'],
])('needs that give %s', (_, needs, expected) => {
  expect(findings(estateOf([web({ needs })]))[0]).toContain(`wrong-type web ${expected}`)
})

test.each([
  ['hosts', 'a list'],
  ['clusters', 'a list'],
  ['domains', 'an object'],
  ['vaults', 'a list'],
  ['people', 'a list'],
  ['shares', 'a list'],
  ['services', 'a list'],
  ['title', 'a text'],
])('an estate without %s', (key, expected) => {
  const { [key as 'hosts']: _, ...rest } = estateOf([])
  expect(findings(rest as Estate)[0]).toContain(`wrong-type estate ${key} undefined ${expected}`)
})

test.each(['hosts', 'clusters', 'vaults', 'people', 'shares', 'services'])('holes in the list of %s', key => {
  const found = findings({ ...estateOf([]), [key]: [undefined, null, 'x', {}] } as Estate)
  for (const index of [0, 1, 2, 3]) expect(found.join('\n')).toContain(`wrong-type ${key}[${index}] `)
})

test('what is refused is no second finding in those that need it', () => {
  const broken = web({ workload: undefined })
  const other = web({ needs: () => [{ need: 'endpoint', of: broken, port: 'http', why: 'x' }] }, 'other')
  expect(findings(estateOf([broken, other]))).toEqual(['wrong-type web workload undefined an object'])
})

test('a workload that holds itself', () => {
  const workload: { [key: string]: unknown } = { ...inCluster }
  workload['self'] = workload
  expect(findings(estateOf([web({ workload })]))).toEqual([
    'wrong-type web workload.self "what it stands in" data without circles',
  ])
})

test('a member that is undefined is left out', () => {
  const workload = { ...inCluster, x: { y: undefined } }
  const { services, findings: found } = resolvedOf(estateOf([web({ workload })]))
  expect(found).toEqual([])
  expect(services[0]?.workload).toMatchObject({ x: {} })
})

test('one thing in two places is no circle', () => {
  const shared = { port: 1 }
  expect(findings(estateOf([web({ workload: { ...inCluster, a: shared, b: [shared] } })]))).toEqual([])
})

test('every finding of odd names is one line', () => {
  const { findings: found } = resolvedOf(
    estateOf(['', 'a\nb', '\u001b[31m', '__proto__', '../x'].map(name => web({}, name))),
  )
  expect(found.map(formatFinding).map(text => /\p{Cc}/u.test(text))).toEqual(found.map(() => false))
  expect(found.map(({ code }) => code)).toEqual(['wrong-type', ...Array(4).fill('invalid-name')])
  expect(found[0]?.where).toMatchObject({ subject: 'services[0]', path: 'name' })
})

test('a place without a name keeps what runs there', () => {
  const estate = estateOf([web({ workload: { ...inCluster, at: { kind: 'host', name: ' ' } } })])
  const nameless = { ...estate.hosts[0], kind: 'host', name: ' ' }
  expect(findings({ ...estate, hosts: [...estate.hosts, nameless] } as Estate)).toEqual([
    `wrong-type hosts[${estate.hosts.length}] name " " a text that says something`,
  ])
})

test('a name that is taken is one finding, and the first has it', () => {
  const one = web({ routes: { ops: { port: 'http' } }, title: 'One' })
  for (const [second, code] of [
    [one, 'repeated-element'],
    [web({ title: 'Two' }), 'duplicate-service'],
  ] as const) {
    const { services, routes, findings: found } = resolvedOf(estateOf([one, second]))
    expect(found.map(({ code }) => code).filter(code => code !== 'unreachable-route')).toEqual([code])
    expect(services.map(({ title }) => title)).toEqual(['One'])
    expect(routes).toHaveLength(1)
  }
})

import { expect, test } from 'vitest'
import {
  cron,
  type Estate,
  formatFinding,
  http,
  image,
  notBackedUp,
  resolvedOf,
  service,
  share,
  vault,
  type Workload,
} from '../src/index.ts'
import { estateOf, inCluster, kind, nas, server } from './parts.ts'

const { vault: safe, secrets } = vault('safe', { product: 'onepassword', items: { app: { fields: ['password'] } } })
const { password } = secrets.app
const films = share('films', nas, { path: '/films', holds: 'films', backup: notBackedUp('they are bought again') })

const card = { title: 'Web', group: 'Apps', icon: 'web', description: 'pages' }
const change = { what: 'a', today: 'b', now: 'c', why: 'd', facts: 'K1' }

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

/** Whatever an author can write gives findings; `resolve` throws for none of it. */
test.each<[string, object, string]>([
  ['no workload', { workload: undefined }, 'workload undefined an object'],
  ['a workload nowhere', { workload: { kind: 'external' } }, 'workload.at undefined an object'],
  ['a workload with a function', { workload: { ...inCluster, x: () => 1 } }, 'workload.x a function'],
  ['a workload with no number', { workload: { ...inCluster, x: [1, Number.NaN] } }, 'workload.x[1] NaN'],
  ['a workload with a hole', { workload: { ...inCluster, x: [1, undefined] } }, 'workload.x[1] undefined a value'],
  ['an image without version', { workload: holding(image('a/b', undefined as never)) }, 'workload.kept.version'],
  [
    'a size in numbers',
    { workload: holding({ kind: 'volume', name: 'a', holds: 'b', size: 1 }) },
    'workload.kept.size 1',
  ],
  ['a schedule of nothing', { workload: holding({ kind: 'schedule' }) }, 'workload.kept.cron undefined a text'],
  ['no ports', { ports: undefined }, 'ports undefined an object'],
  ['a port that is a number', { ports: { http: 80 } }, 'ports.http 80 an object'],
  ['an unknown protocol', { ports: { http: { protocol: 'gopher', port: 70 } } }, 'ports.http.protocol "gopher"'],
  ['a route to nothing', { routes: { ops: undefined } }, 'routes.ops undefined an object'],
  ['a route without port', { routes: { ops: [{}] } }, 'routes.ops[0].port undefined a text'],
  [
    'a misspelt host',
    { routes: { ops: { port: 'http', hots: 'x' } } },
    'routes.ops.hots "x" no property of this name; did you mean host?',
  ],
  [
    'a mode of no proxy',
    { routes: { public: { port: 'http', mode: 'sttic' } } },
    'routes.public.mode "sttic" static or',
  ],
  [
    'a misspelt target',
    { ports: { http: { ...http(80), tarket: 1 } } },
    'ports.http.tarket 1 no property of this name; did you mean target?',
  ],
  [
    'a route of no kind',
    { routes: { opps: { port: 'http' } } },
    'routes.opps an object no property of this name; did you mean ops?',
  ],
  ['a misspelt property', { route: {} }, 'route an object no property of this name; did you mean routes?'],
  ['a property like no other', { helicopter: {} }, 'helicopter an object no property of this name'],
  ['a probe without path', { probes: { live: { port: 'http' } } }, 'probes.live.path undefined a text'],
  [
    'a probe in words',
    { probes: { live: { port: 'http', path: '/', periodSeconds: '5' } } },
    'probes.live.periodSeconds',
  ],
  ['a misspelt delay', { probes: { live: { port: 'http', path: '/', delay: 5 } } }, 'probes.live.delay 5 no property'],
  ['misspelt labels', { metrics: { port: 'http', exporter: 'x', label: {} } }, 'metrics.label an object no property'],
  ['metrics without exporter', { metrics: { port: 'http' } }, 'metrics.exporter undefined a text'],
  ['a tile of another type', { tile: 1 }, 'tile 1 an object'],
  ['a reason that is blank', { accepts: [{ code: 'invalid-name', reason: ' ' }] }, 'accepts[0].reason " " a text that'],
  [
    'an acceptance of what is left out',
    { accepts: [{ code: 'wrong-type', reason: 'x' }] },
    'accepts[0].code "wrong-type"',
  ],
  ['an acceptance of nothing', { accepts: [{ code: 'unlucky', reason: 'x' }] }, 'accepts[0].code "unlucky" the code'],
  ['a misspelt path', { accepts: [{ code: 'invalid-name', reason: 'x', pth: 'y' }] }, 'accepts[0].pth "y" no property'],
  ['a misspelt icon', { tile: { ...card, icom: 'x' } }, 'tile.icom "x" no property of this name; did you mean icon?'],
  ['a tile without group', { tile: { ...card, group: undefined } }, 'tile.group undefined a text'],
  [
    'a widget of another shape',
    { tile: { ...card, widget: { type: 'x', fields: { key: 1 } } } },
    'tile.widget.fields.key 1 a text',
  ],
  [
    'a misspelt duration',
    { backsUp: { repository: 'borg', schedule: cron('0 2 * * *'), longestSeconds: 1, longestSecond: 1 } },
    'backsUp.longestSecond 1 no property of this name; did you mean longestSeconds?',
  ],
  [
    'backups without end',
    { backsUp: { repository: 'borg', schedule: cron('0 2 * * *') } },
    'backsUp.longestSeconds undefined a finite',
  ],
  ['a misspelt word on adoption', { differences: [{ ...change, adopt: 'x' }] }, 'differences[0].adopt "x" no property'],
  [
    'a secret with more than a reference',
    { workload: { ...inCluster, kept: { ...password, value: 'x' } } },
    'workload.kept.value "x" no property of this name',
  ],
  ['needs that are a list', { needs: [] }, 'needs a list a function that gives a list'],
])('a service with %s', (_, props, expected) => {
  const [first, ...others] = findings(estateOf([web(props)]))
  expect(first).toContain(`wrong-type web ${expected}`)
  expect(others).toEqual([])
})

function holding(kept: object): Workload {
  return { ...inCluster, kept } as Workload
}

test.each<[string, () => unknown, string]>([
  ['nothing that is a list', () => 42, 'needs 42 a list'],
  ['a promise', async () => [], 'needs a Promise a list'],
  ['holes', () => [undefined], 'needs[0] undefined an endpoint, database, role or after'],
  ['a need of another kind', () => [{ need: 'luck' }], 'needs[0] an object an endpoint'],
  ['nobody', () => [{ need: 'start', of: undefined, why: 'x' }], 'needs[0].of undefined a service that is imported'],
  ['a role without password', () => [{ need: 'role', server: web({}), name: 'x' }], 'needs[0].password undefined'],
  [
    'a misspelt use',
    () => [{ need: 'endpoint', of: web({}), port: 'http', why: 'x', uze: {} }],
    'needs[0].uze an object no property of this name; did you mean use?',
  ],
  ['a wish', () => [{ need: 'start', of: web({}), why: 'x', wish: 1 }], 'needs[0].wish 1 no property of this name'],
  [
    'a bootstrap of another name',
    () => [{ need: 'database', server: web({}), name: 'x', backup: {}, bootstrap: { sql: [] } }],
    'needs[0].bootstrap.sql a list no property of this name',
  ],
  [
    'a misspelt owner',
    () => [{ need: 'database', server: web({}), name: 'x', backup: {}, ownr: 'x' }],
    'needs[0].ownr "x" no property of this name; did you mean owner?',
  ],
  [
    'a role of roles that are no list',
    () => [{ need: 'role', server: web({}), name: 'x', password, memberOf: 'readers' }],
    'needs[0].memberOf "readers" a list',
  ],
])('needs that give %s', (_, needs, expected) => {
  expect(findings(estateOf([web({ needs })]))[0]).toContain(`wrong-type web ${expected}`)
})

test.each<[string, object, string]>([
  ['hosts', { ...server, plattform: 'linux' }, 'plattform "linux" no property of this name; did you mean platform?'],
  ['hosts', { ...server, platform: 'windows' }, 'platform "windows" macos or linux or nas or managed'],
  ['hosts', { ...server, ownedPaths: '/srv' }, 'ownedPaths "/srv" a list'],
  ['hosts', { ...server, tailnet: { by: 'tags', tags: [] } }, 'tailnet.tags a list a list of tags: tag:…'],
  ['hosts', { ...server, tailnet: { by: 'tag' } }, 'tailnet.by "tag" tags or owner'],
  ['hosts', { ...server, tailnet: { by: 'owner', owner: 'me', tags: [] } }, 'tailnet.tags a list no property'],
  [
    'clusters',
    { ...kind, networkPolicy: true },
    'networkPolicy true no property of this name; did you mean networkPolicies?',
  ],
  ['clusters', { ...kind, networkPolicies: 'no' }, 'networkPolicies "no" true or false'],
  ['clusters', { ...kind, gitops: { ...kind.gitops, branch: 'x' } }, 'gitops.branch "x" no property of this name'],
  ['clusters', { ...kind, tailnet: { ...kind.tailnet, proxies: '2' } }, 'tailnet.proxies "2" a finite number'],
  ['vaults', { ...safe, product: 'paper' }, 'product "paper" onepassword or openbao'],
  ['vaults', { ...safe, items: { app: { fields: [], fielts: [] } } }, 'items.app.fielts a list no property'],
  ['people', { kind: 'person', name: 'me', role: 'boss', login: password }, 'role "boss" admin or member'],
  ['shares', { ...films, readonly: true }, 'readonly true no property of this name; did you mean readOnly?'],
  ['shares', { ...films, backup: undefined }, 'backup undefined `dumped`, `saved'],
  ['shares', { ...films, backup: { by: 'directory', priority: 'hi' } }, 'backup an object `dumped`, `saved'],
])('among the %s %o', (key, entry, expected) => {
  const { name } = entry as { readonly name: string }
  expect(findings({ ...estateOf([]), [key]: [entry] } as Estate)).toContainEqual(
    expect.stringContaining(`wrong-type ${name} ${expected}`),
  )
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

test.each<[object, string]>([
  [{ acepts: [] }, 'estate acepts a list no property of this name; did you mean accepts?'],
  [{ tailnetstack: {} }, 'estate tailnetstack an object no property of this name; did you mean tailnetStack?'],
  [{ domains: { opps: {} } }, 'estate domains.opps an object no property of this name; did you mean ops?'],
  [
    { domains: { ops: { kind: 'ops', suffix: 'ops.example.org', zne: 'x' } } },
    'estate domains.ops.zne "x" no property of this name; did you mean zone?',
  ],
  [{ accepts: [{ code: 'invalid-name', subject: 'x', reason: 'y', paht: 'z' }] }, 'accepts[0] paht "z" no property'],
])('an estate with %o', (props, expected) => {
  expect(findings({ ...estateOf([]), ...props } as Estate)[0]).toContain(`wrong-type ${expected}`)
})

test('a zone at a provider that knows zones by their ids', () => {
  const dns = { declaredIn: 'file:///apps/x/dns.ts', provider: { name: 'cloudflare', version: '6.0.0' } }
  expect(findings({ ...estateOf([]), dns } as unknown as Estate)).toContainEqual(
    expect.stringContaining('wrong-type estate dns.provider.zoneId undefined a text'),
  )
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
  expect(findings(estateOf([web({ workload: { ...inCluster, a: shared, b: [shared, shared] } })]))).toEqual([])
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
  for (const second of [one, web({ title: 'Two' })]) {
    const { services, routes, findings: found } = resolvedOf(estateOf([one, second]))
    expect(found.map(({ code }) => code).filter(code => code !== 'unreachable-route')).toEqual(['duplicate-service'])
    expect(services.map(({ title }) => title)).toEqual(['One'])
    expect(routes).toHaveLength(1)
  }
})

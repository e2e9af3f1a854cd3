import type { Acceptance, OwnAcceptance } from '../accept.ts'
import type { BackupRuns } from '../backup.ts'
import type { Changed, Difference } from '../difference.ts'
import { type Domain, type Domains, routeKinds } from '../domain.ts'
import { isAcceptable } from '../findings.ts'
import type { DatabaseNeed, Need, NeedUse, RoleProps, StartNeed } from '../needs.ts'
import type { Port } from '../port.ts'
import type { Health, Metrics, Probe, PublicRoute, Route, Routes, ServiceProps } from '../service.ts'
import type { Tile, Widget } from '../tile.ts'
import { person, secret } from './people.ts'
import { cluster, host, share, vault } from './places.ts'
import { plainData } from './plain-data.ts'
import { dnsStack, tailnetPolicy, tailnetStack } from './policies.ts'
import {
  anything,
  both,
  fields,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  oneOrMore,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  words,
  yes,
} from './rule.ts'

/** The rules of the vocabulary: what the rest of `resolve` takes for granted, and no more. */

const data = plainData({
  image: fields({ repository: text, version: text }),
  secret,
  volume: fields({ name: text, holds: text }, { size: text, path: text }),
  schedule: fields({ cron: text }),
  'log-file': fields({ path: text }),
  'journal-log': fields({ unit: text }),
  textfile: fields({ path: text, exporter: text }),
})

const ofRoutes = oneOf(...routeKinds)
const port = onlyFields({ protocol: oneOf('http', 'https', 'tcp', 'udp'), port: anything }, {
  target: anything,
  nodePort: anything,
} satisfies RulesOf<Omit<Port, 'protocol' | 'port'>>)
const asked = { port: text, path: text } satisfies RulesOf<Pick<Probe, 'port' | 'path'>>
const probe = onlyFields(asked, {
  delaySeconds: number,
  periodSeconds: number,
  timeoutSeconds: number,
  failureThreshold: number,
} satisfies RulesOf<Omit<Probe, 'port' | 'path'>>)
const health = onlyFields(asked, { via: ofRoutes } satisfies RulesOf<Pick<Health, 'via'>>)
const ofRoute = { host: text, listen: anything } satisfies RulesOf<Omit<Route, 'port'>>
const route = onlyFields({ port: text }, ofRoute)
const publicRoute = onlyFields({ port: text, mode: oneOf('static', 'dynamic') }, {
  ...ofRoute,
  loginPaths: listOf(text),
  refusedPaths: listOf(text),
  maxBodyMegabytes: number,
} satisfies RulesOf<Omit<PublicRoute, 'port' | 'mode'>>)
const routes = {
  tailnet: oneOrMore(route),
  ops: oneOrMore(route),
  public: oneOrMore(publicRoute),
} satisfies RulesOf<Routes>
const metrics = onlyFields({ port: text, exporter: text }, {
  path: text,
  job: text,
  labels: recordOf(text),
} satisfies RulesOf<Omit<Metrics, 'port' | 'exporter'>>)
const acceptable = is('the code of a finding that an estate can live with', isAcceptable)
const accepted = { code: acceptable, reason: words } satisfies RulesOf<Omit<OwnAcceptance, 'path'>>
const ownAcceptance = onlyFields(accepted, { path: text })
const acceptance = onlyFields({ subject: text, ...accepted } satisfies RulesOf<Omit<Acceptance, 'path'>>, {
  path: text,
})
const changed = onlyFields({ kind: text }, { name: text, fields: listOf(text) } satisfies RulesOf<
  Omit<Changed, 'kind'>
>)
const ofDifference = { what: text, today: text, now: text, why: text, facts: text }
const difference = onlyFields(ofDifference, {
  settles: oneOrMore(text),
  adoption: text,
  shownBy: oneOf('crds', 'access', 'dashboards'),
  changes: listOf(changed),
} satisfies RulesOf<Omit<Difference, keyof typeof ofDifference>>)
const widget = onlyFields({ type: text, fields: recordOf(text) } satisfies RulesOf<Widget>)
const ofTile = { title: text, group: text, icon: text, description: text }
const tile = onlyFields(ofTile, { podSelector: text, widget } satisfies RulesOf<Omit<Tile, keyof typeof ofTile>>)
const backupRuns = onlyFields({
  repository: words,
  schedule: onlyFields({ kind: oneOf('schedule'), cron: text }),
  longestSeconds: number,
} satisfies RulesOf<BackupRuns>)

type OptionalProps = Omit<ServiceProps<string>, 'title' | 'summary' | 'ports' | 'workload'>

const workload = both(
  fields(
    { kind: words, at: fields({ kind: oneOf('host', 'cluster'), name: text }) },
    { address: text, addresses: recordOf(text) },
  ),
  data,
)

const props = onlyFields({ title: words, summary: words, ports: recordOf(port), workload }, {
  probes: onlyFields({}, { live: probe, ready: probe, health }),
  metrics: oneOrMore(metrics),
  routes: onlyFields({}, routes),
  tile: (value, path) => (value === 'hidden' ? [] : tile(value, path)),
  dashboards: listOf(both(fields({ kind: text, short: text }), data)),
  serves: ofRoutes,
  collects: listOf(oneOf('metrics', 'logs', 'probes')),
  backsUp: backupRuns,
  documents: ofRoutes,
  needs: is('a function that gives a list: (): Needs => […]', value => typeof value === 'function'),
  accepts: listOf(ownAcceptance),
  differences: listOf(difference),
} satisfies RulesOf<OptionalProps>)

const reference = is('a service that is imported and exported', value => isRecord(value) && value['kind'] === 'service')

/** What its kind asks for is known to the consumer's renderer. */
function useOf(used: NeedUse['uses']): Rule {
  return both(fields({ kind: words, uses: oneOf(used) }), data)
}

const ofRole = {
  superuser: yes,
  createdb: yes,
  createrole: yes,
  memberOf: listOf(text),
  reason: text,
} satisfies RulesOf<Omit<RoleProps, 'password'>>
// Whether the backup says something is a check of its own.
const ofDatabase = { need: text, server: reference, name: text, backup: anything }

const needsByKind: Readonly<Record<Need['need'], Rule>> = {
  endpoint: onlyFields({ need: text, of: reference, port: text, why: text }, { use: useOf('endpoint') }),
  start: onlyFields({ need: text, of: reference, why: text } satisfies RulesOf<StartNeed>),
  database: onlyFields(ofDatabase, {
    owner: text,
    bootstrap: onlyFields({}, { postInitSql: listOf(text) }),
    role: onlyFields({ password: secret }, ofRole),
    use: useOf('database'),
  } satisfies RulesOf<Omit<DatabaseNeed, keyof typeof ofDatabase>>),
  role: onlyFields({ need: text, server: reference, name: text, password: secret }, ofRole),
}

const rulesOfNeeds: ReadonlyMap<unknown, Rule> = new Map(Object.entries(needsByKind))

export const need: Rule = (got, path) => {
  const kind = isRecord(got) ? got['need'] : undefined
  const rule = rulesOfNeeds.get(kind)
  return rule === undefined ? [{ path, got, expected: 'an endpoint, database, role or after' }] : rule(got, path)
}

/** The lists of an estate, with the rule for what stands in each. */
export const lists = {
  hosts: both(host, data),
  clusters: both(cluster, data),
  vaults: vault,
  people: person,
  shares: both(share, data),
  // Findings name a property of a service without the `props` that its author never writes.
  services: both(fields({ kind: oneOf('service'), name: words, declaredIn: text }), given =>
    props(isRecord(given) ? given['props'] : given, ''),
  ),
} as const satisfies Readonly<Record<string, Rule>>

/** What an estate may leave out. */
export const optionalLists = {
  accepts: acceptance,
  parts: fields({ kinds: listOf(text), runs: is('a function', value => typeof value === 'function') }),
  differences: difference,
} as const satisfies Readonly<Record<string, Rule>>

const ofDomain = { kind: ofRoutes, suffix: text } satisfies RulesOf<Omit<Domain, 'zone'>>
const oneDomain = onlyFields(ofDomain, { zone: text })
export const domains = onlyFields({}, {
  tailnet: oneDomain,
  ops: oneDomain,
  public: oneDomain,
} satisfies RulesOf<Domains>)

/** Further things that an estate may leave out; each says where it is declared. */
export const declared = {
  tailnet: tailnetPolicy,
  tailnetStack,
  dns: dnsStack,
} as const satisfies Readonly<Record<string, Rule>>

/** Of the estate itself; its members have rules of their own. */
export const itself = onlyFields(
  { kind: oneOf('estate'), name: words, title: words, declaredIn: text },
  Object.fromEntries([lists, optionalLists, declared, { domains }].flatMap(Object.keys).map(name => [name, anything])),
)

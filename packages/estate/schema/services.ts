import {
  type Acceptance,
  type Adopted,
  type BackupRuns,
  type Changed,
  type CommandProbe,
  type DashboardSpec,
  type DatabaseUse,
  type Difference,
  type EndpointUse,
  type Exposed,
  findingCodes,
  type GrpcProbe,
  type Health,
  type HttpProbe,
  type Issuer,
  isAcceptable,
  type LocalAddress,
  type LocalBack,
  type LoginUse,
  type Metrics,
  type MetricsLogin,
  type OpsRoute,
  type OwnAcceptance,
  type Probes,
  type PublicRoute,
  type RoleProps,
  type RouteHeaders,
  type Routes,
  type Runner,
  type RunnerJob,
  type Schedule,
  type ServiceCertificate,
  type StatedNeed,
  type StatedService,
  type TailnetRoute,
  type TcpProbe,
  type Tile,
  type Widget,
  type Workload,
} from '../src/model.ts'
import { place, ref, routeKind, servicePort, share, way } from './places.ts'
import {
  closed,
  either,
  flag,
  listOf,
  maybe,
  number,
  oneOrMore,
  only,
  open,
  port,
  recordOf,
  type Schema,
  text,
} from './words.ts'

/** What is deployed. A workload, a dashboard and a use have further members: they belong to who renders their kind. */

type NeedOf<N extends StatedNeed['need']> = Extract<StatedNeed, { readonly need: N }>

type LanOf<On extends LocalAddress['on']> = Extract<LocalAddress, { readonly on: On }>

const workload = open<Workload>({
  kind: text,
  at: place,
  address: maybe(text),
  addresses: maybe(recordOf(text)),
  lan: maybe(
    either(
      closed<LanOf<'nodes'>>({ on: only('nodes'), except: maybe(listOf(text)) }),
      closed<LanOf<'address'>>({ on: only('address'), address: text, except: maybe(listOf(text)) }),
    ),
  ),
})

const probeTimes = {
  delaySeconds: maybe(number),
  periodSeconds: maybe(number),
  timeoutSeconds: maybe(number),
  failureThreshold: maybe(number),
} as const

const probe: Schema = either(
  closed<HttpProbe>({ by: maybe(only('http')), port: text, path: text, ...probeTimes }),
  closed<TcpProbe>({ by: only('tcp'), port: text, ...probeTimes }),
  closed<GrpcProbe>({ by: only('grpc'), port: text, service: maybe(text), ...probeTimes }),
  closed<CommandProbe>({ by: only('command'), command: listOf(text), ...probeTimes }),
)

const ofRoute = { port: text, host: maybe(text), listen: maybe(port) } as const
const audience = only('members', 'admins')
const opsRoute = closed<OpsRoute>({
  ...ofRoute,
  domain: maybe(text),
  audience: maybe(audience),
  allowedFrom: maybe(listOf(text)),
  loginInFront: maybe(only(true)),
  headers: maybe(closed<RouteHeaders>({ toService: maybe(recordOf(text)), toBrowser: maybe(recordOf(text)) })),
  certificate: maybe(
    either(
      closed<Extract<ServiceCertificate, { name: string }>>({ name: text, authority: text }),
      closed<Extract<ServiceCertificate, { unverified: string }>>({ unverified: text }),
    ),
  ),
})
const publicRoute = closed<PublicRoute>({
  ...ofRoute,
  mode: only('static', 'dynamic'),
  loginPaths: maybe(listOf(text)),
  refusedPaths: maybe(listOf(text)),
  maxBodyMegabytes: maybe(number),
  exposed: maybe(closed<Exposed>({ since: text, why: text })),
})

const metrics = closed<Metrics>({
  port: text,
  path: maybe(text),
  job: maybe(text),
  labels: maybe(recordOf(text)),
  exporter: text,
  login: maybe(closed<MetricsLogin>({ user: text, passwordFile: text })),
})

/** What a widget is told: any JSON but null. */
export const widgetValue = either(
  text,
  number,
  flag,
  ref('secret'),
  listOf(ref('widgetValue')),
  recordOf(ref('widgetValue')),
)

const tile = closed<Tile<string>>({
  title: text,
  group: text,
  icon: text,
  description: text,
  podSelector: maybe(text),
  widget: maybe(
    closed<Widget<string>>({ type: text, port: maybe(text), path: maybe(text), fields: recordOf(ref('widgetValue')) }),
  ),
})

const code = only(...Object.keys(findingCodes).filter(isAcceptable))
const ownAcceptance = closed<OwnAcceptance>({ code, path: maybe(text), reason: text })
export const acceptance = closed<Acceptance>({ subject: text, code, path: maybe(text), reason: text })

export const difference = closed<Difference>({
  what: text,
  today: text,
  now: text,
  why: text,
  facts: text,
  settles: maybe(oneOrMore(text)),
  adoption: maybe(text),
  shownBy: maybe(only('crds', 'access', 'dashboards')),
  changes: maybe(
    listOf(closed<Changed>({ kind: text, name: maybe(text), fields: maybe(listOf(text)), gone: maybe(only(true)) })),
  ),
})

const ofRole = {
  password: ref('secret'),
  superuser: maybe(only(true)),
  createdb: maybe(only(true)),
  createrole: maybe(only(true)),
  memberOf: maybe(listOf(text)),
  reason: maybe(text),
} as const

const need: Schema = either(
  closed<NeedOf<'endpoint'>>({
    need: only('endpoint'),
    of: text,
    port: text,
    why: text,
    use: maybe(open<EndpointUse>({ kind: text, uses: only('endpoint'), path: maybe(text) })),
  }),
  closed<NeedOf<'database'>>({
    need: only('database'),
    server: text,
    name: text,
    owner: maybe(text),
    bootstrap: maybe(closed<{ readonly postInitSql?: readonly string[] }>({ postInitSql: maybe(listOf(text)) })),
    role: maybe(closed<RoleProps>(ofRole)),
    backup: ref('backup'),
    use: maybe(open<DatabaseUse>({ kind: text, uses: only('database') })),
  }),
  closed<NeedOf<'role'>>({ need: only('role'), server: text, name: text, ...ofRole }),
  closed<NeedOf<'login'>>({
    need: only('login'),
    of: text,
    back: listOf(either(way, closed<LocalBack>({ localPort: port }))),
    secret: maybe(ref('secret')),
    public: maybe(only(true)),
    client: maybe(text),
    use: open<LoginUse>({
      ...{ kind: text, uses: only('login'), path: text, byHand: maybe(only(true)), public: maybe(only(true)) },
    }),
  }),
  closed<NeedOf<'start'>>({ need: only('start'), of: text, why: text }),
)

export const service = closed<StatedService>({
  name: text,
  file: text,
  title: text,
  summary: text,
  ports: recordOf(servicePort),
  workload,
  probes: maybe(
    closed<Probes>({
      start: maybe(probe),
      live: maybe(probe),
      ready: maybe(probe),
      health: maybe(closed<Health>({ port: text, path: text, via: maybe(way) })),
    }),
  ),
  metrics: maybe(oneOrMore(metrics)),
  routes: maybe(
    closed<Routes>({
      tailnet: maybe(oneOrMore(closed<TailnetRoute>({ ...ofRoute, paths: maybe(listOf(text)) }))),
      ops: maybe(oneOrMore(opsRoute)),
      public: maybe(oneOrMore(publicRoute)),
    }),
  ),
  tile: maybe(either(only('hidden'), tile)),
  dashboards: maybe(listOf(open<DashboardSpec>({ kind: text, short: text }))),
  serves: maybe(either(routeKind, listOf(text))),
  audiences: maybe(closed<NonNullable<StatedService['audiences']>>({ members: maybe(text), admins: maybe(text) })),
  collects: maybe(listOf(only('metrics', 'logs', 'probes', 'tiles'))),
  runners: maybe(
    listOf(
      closed<Runner>({
        kind: only('runner'),
        label: text,
        daemon: text,
        isolates: maybe(only(true)),
        jobs: listOf(
          closed<RunnerJob>({ workflow: text, runs: only('reviewed', 'proposed'), secrets: maybe(listOf(text)) }),
        ),
      }),
    ),
  ),
  backsUp: maybe(
    closed<BackupRuns>({
      repository: text,
      schedule: closed<Schedule>({ kind: only('schedule'), cron: text }),
      longestSeconds: number,
      // By name; whole where the estate does not list it.
      share: maybe(either(text, share)),
      server: maybe(text),
    }),
  ),
  documents: maybe(way),
  issuer: maybe(
    closed<Issuer>({
      route: way,
      path: maybe(text),
      endpoints: closed<Issuer['endpoints']>({ authorization: text, token: text, userInfo: text }),
    }),
  ),
  needs: maybe(listOf(need)),
  accepts: maybe(listOf(ownAcceptance)),
  adopts: maybe(
    listOf(closed<Adopted>({ kind: text, name: text, namespace: maybe(text), keeps: maybe(recordOf({})) })),
  ),
  differences: maybe(listOf(ref('difference'))),
})

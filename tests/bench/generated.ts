import {
  acceptFor,
  after,
  cluster,
  database,
  domain,
  type Estate,
  endpoint,
  estate,
  external,
  host,
  http,
  https,
  image,
  type Needs,
  notBackedUp,
  ownUrl,
  type Service,
  service,
  tagged,
  tcp,
  vault,
  yaml,
} from '@homelab/estate'
import { sampleCluster, sampleOperator } from '@homelab/estate/samples'
import {
  argoCd,
  asDatabaseUrl,
  asEnv,
  claim,
  clusterParts,
  configMap,
  deployment,
  externalSecret,
  postgresCluster,
  secretKey,
} from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { standIn, standInStore } from '../support/stand-in-store.ts'

const box = host('box', {
  platform: 'linux',
  role: 'carries everything',
  home: '/home/box',
  lanAddress: '192.0.2.1',
  tailnet: tagged('tag:box'),
})
const { vault: safe, secrets } = vault('safe', { store: standIn(), items: { app: { fields: ['password'] } } })
const big = cluster('big', {
  on: box,
  ...sampleCluster,
  delivery: argoCd({
    handwritten: 'manual',
    namespace: 'argocd',
    project: 'default',
    root: 'root',
  }),
  tailnet: sampleOperator,
})

/**
 * An estate of many services, each with what a real one has: configuration, a claim, a secret, routes, probes, metrics, a
 * neighbour that it asks, and for every tenth a database server of its own.
 */
export function generated(meta: { readonly url: string }, count: number): Estate {
  const apps: Service<'http'>[] = []
  const servers: Service[] = []
  for (let index = 0; index < count; index += 1) {
    const server = index % 10 === 0 ? postgres(meta, index) : undefined
    if (server !== undefined) servers.push(server)
    apps.push(app(meta, index, () => apps[(index + 1) % count], server))
  }
  const proxy = service(meta, 'proxy', {
    title: 'Proxy',
    summary: 'serves the private domain',
    ports: { https: https(443) },
    workload: external(box),
    serves: 'ops',
  })
  return estate(meta, `services-${count}`, {
    title: `${count} services`,
    hosts: [box],
    clusters: [big],
    domains: { tailnet: domain('tailnet', 'tail.example.org'), ops: domain('ops', 'ops.example.org') },
    vaults: [safe],
    people: [],
    shares: [],
    parts: [...clusterParts, standInStore, ...sightParts],
    services: [proxy, ...servers, ...apps],
    accepts: [acceptFor('big', 'unreadable-secret', 'its store is not what is measured', 'secretStore')],
  })
}

function app(
  meta: { readonly url: string },
  index: number,
  neighbour: () => Service<'http'> | undefined,
  server: Service<'sql'> | undefined,
): Service<'http'> {
  const name = `app-${index}`
  return service(meta, name, {
    title: `App ${index}`,
    summary: 'one of many',
    ports: { http: http(8080) },
    workload: deployment({
      at: big,
      namespace: name,
      strategy: 'Recreate',
      container: {
        image: image('example.org/app', '1.0.0'),
        env: { BASE_URL: ownUrl('ops'), PASSWORD: secretKey(name, 'password') },
        mounts: { config: '/etc/app', data: '/var/lib/app' },
        resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '128Mi' } },
      },
      volumes: [
        configMap('config', name, { 'app.yaml': yaml({ listen: 8080, name, features: ['a', 'b', 'c'] }) }),
        claim('data', name, { size: '1Gi', holds: 'pages', backup: notBackedUp('generated') }),
      ],
      secrets: [externalSecret(name, { data: { password: secrets.app.password } })],
    }),
    probes: { live: { port: 'http', path: '/health' }, ready: { port: 'http', path: '/ready' } },
    metrics: { port: 'http', exporter: 'node' },
    routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
    needs: (): Needs => [
      ...[neighbour()].flatMap(of =>
        of === undefined ? [] : [endpoint(of, 'http', 'asks its neighbour', asEnv({ PEER: 'url' }))],
      ),
      ...(server === undefined
        ? []
        : [
            after(server, 'migrates at start'),
            database(server, name, {
              bootstrap: {},
              backup: notBackedUp('generated'),
              use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: `${name}-db`, key: 'url' }),
            }),
          ]),
    ],
  })
}

function postgres(meta: { readonly url: string }, index: number): Service<'sql' | 'metrics'> {
  return service(meta, `pg-${index}`, {
    title: `PostgreSQL ${index}`,
    summary: 'a server',
    ports: { sql: tcp(5432), metrics: http(9187) },
    workload: postgresCluster({
      at: big,
      defines: ['postgresql.cnpg.io'],
      namespace: `pg-${index}`,
      instances: 1,
      image: image('example.org/postgresql', '18.1'),
      storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('dumped one by one') },
      resources: {},
      parameters: {},
      accessRules: [],
    }),
    metrics: { port: 'metrics', exporter: 'cnpg' },
  })
}

/** A small estate with a tailnet, for the tests of what is made from one. */

import {
  cluster,
  domain,
  endpoint,
  estate,
  external,
  type Host,
  host,
  http,
  type Needs,
  person,
  type Resolved,
  resolvedOf,
  restrictedTo,
  type Service,
  service,
  type TailnetPolicyProps,
  tagged,
  tailnetPolicy,
  tcp,
  vault,
} from '@homelab/estate/model'
import { sampleCluster, sampleOperator } from '@homelab/estate/samples'

const meta = { url: 'file:///lab/apps/lab/estate.ts' }
const { vault: safe, secrets } = vault('safe', { store: { kind: 'none' }, items: { people: { fields: ['login'] } } })

export const boss = person('boss', { role: 'admin', login: secrets.people.login })
export const guest = person('guest', { role: 'member', login: secrets.people.login })

export const server = host('server', { platform: 'linux', role: 'serves', tailnet: tagged('tag:server', 'tag:forge') })
export const nas = host('nas', {
  platform: 'nas',
  role: 'stores',
  lanAddress: '192.0.2.9',
  tailnet: tagged('tag:nas'),
})
export const laptop = host('laptop', { platform: 'macos', role: 'works', tailnet: { by: 'owner', owner: 'guest' } })
export const edge = host('edge', {
  platform: 'managed',
  role: 'proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})

const kind = cluster('kind', {
  on: server,
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
  tailnet: { ...sampleOperator, proxies: 2 },
})

const docs = service(meta, 'docs', {
  title: 'Docs',
  summary: 'docs',
  ports: { http: http(80) },
  workload: external(kind),
  routes: { tailnet: { port: 'http' } },
})
const pg = service(meta, 'pg', {
  title: 'PostgreSQL',
  summary: 'database',
  ports: { sql: tcp(5432) },
  workload: external(kind),
  routes: { tailnet: { port: 'sql', host: 'sql' } },
})

/** A service that runs somewhere and needs others over the tailnet. */
export function client(name: string, at: Host, needs: () => Needs): Service {
  return service(meta, name, { title: name, summary: name, ports: {}, workload: external(at), needs })
}

export const readsDocs = (): Needs => [endpoint(docs, 'http', 'reads pages')]
export const asksPg = (): Needs => [endpoint(pg, 'sql', 'asks')]

const owners = ['autogroup:admin', 'tag:k8s-operator'] as const
const tags = ['tag:k8s-operator', 'tag:server', 'tag:forge', 'tag:nas', 'tag:edge', 'tag:k8s', 'tag:target'] as const

export function lab(policy: Partial<TailnetPolicyProps>, ...clients: readonly Service[]): Resolved {
  return resolvedOf(
    estate(meta, 'lab', {
      title: 'Lab',
      hosts: [server, nas, laptop, edge],
      clusters: [kind],
      domains: {
        tailnet: domain('tailnet', 'lab.example.ts.net'),
        ops: domain('ops', 'ops.example.org'),
        public: domain('public', 'example.org'),
      },
      vaults: [safe],
      people: [boss, guest],
      shares: [],
      parts: [],
      services: [docs, pg, ...clients],
      tailnet: tailnetPolicy(meta, { grants: [], tags: tags.map(tag => ({ tag, owners: [...owners] })), ...policy }),
    }),
  )
}

import {
  type Cluster,
  cluster,
  domain,
  type Estate,
  estate,
  external,
  host,
  type Resolved,
  type ResolvedRoute,
  resolvedOf,
  restrictedTo,
  type Service,
  tagged,
} from '../src/model.ts'
import { emptyEstate, sampleCluster, sampleOperator } from './samples.ts'

export const server = host('server', {
  platform: 'linux',
  role: 'runs the cluster and the proxy',
  lanAddress: '192.0.2.1',
  tailnet: tagged('tag:server'),
})
export const nas = host('nas', { platform: 'nas', role: 'storage', lanAddress: '192.0.2.2', lanName: 'nas.lan' })
export const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})

/** Managed, and not part of the tailnet. */
export const rented = host('rented', { platform: 'managed', role: 'a machine elsewhere' })

export const kind = cluster('kind', {
  on: server,
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
  tailnet: sampleOperator,
})

const { tailnet: _, ...withoutTailnet } = kind
/** A cluster on a managed machine, without a tailnet. */
export const afar: Cluster = { ...withoutTailnet, name: 'afar', on: rented.name }

/** In the cluster, in a namespace of its own. */
export const inCluster = external(kind, '*.apps.svc.cluster.local')

export function estateOf(services: readonly Service[]): Estate {
  return estate(import.meta, 'parts', {
    ...emptyEstate,
    title: 'Parts',
    hosts: [server, nas, edge, rented],
    clusters: [kind, afar],
    domains: {
      tailnet: domain('tailnet', 'tail.example.org'),
      ops: domain('ops', 'ops.example.org'),
      public: domain('public', 'example.org'),
    },
    services,
  })
}

export function resolved(...services: readonly Service[]): Resolved {
  return resolvedOf(estateOf(services))
}

/** Addresses of the flows between two services, as `VIA URL`. */
export function ways({ flows }: Resolved, from: string, to: string): string[] {
  return flows
    .filter(flow => flow.from === from && flow.to === to)
    .map(({ address }) => `${address.via} ${address.url}`)
}

export function routeOf(
  { routes }: Resolved,
  service: string,
  kindOf: ResolvedRoute['kind'],
): ResolvedRoute | undefined {
  return routes.find(route => route.service === service && route.kind === kindOf)
}

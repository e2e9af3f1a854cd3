import { hostParts } from '@homelab/ansible-gen'
import {
  cluster,
  type Domains,
  domain,
  type Estate,
  type EstateProps,
  estate,
  host,
  image,
  notBackedUp,
  type Service,
  service,
  tcp,
  vault,
} from '@homelab/estate'
import { emptyEstate, sampleCluster, sampleOperator } from '@homelab/estate/samples'
import { clusterParts, deployment, objects, postgresCluster } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { standInProxyParts } from '../contracts/stand-in-proxy.ts'
import { tarParts } from '../contracts/stand-ins/tar.ts'
import { standInDelivery } from '../support/stand-in-delivery.ts'
import { standIns } from '../support/stand-in-program.ts'
import { fakeStore, standIn, standInStore } from '../support/stand-in-store.ts'

/** What a fixture exports besides its estate: `CODE SUBJECT PATH` of each finding, and no other. */
export type Expected = readonly string[]

export const box = host('box', {
  platform: 'linux',
  role: 'the machine of the fixtures',
  home: '/home/box',
  lanAddress: '192.0.2.1',
})

export const kind = cluster('kind', {
  on: box,
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
  tailnet: sampleOperator,
})

export const vaulted = vault('safe', {
  store: standIn(),
  items: { app: { fields: ['password'] } },
})

export const { secrets } = vaulted

export const domains: Domains = {
  tailnet: domain('tailnet', 'tail.example.org'),
  ops: domain('ops', 'ops.example.org'),
}

/** A pod that is right in every way: it reads the volumes that it has. */
export function pod(props: Partial<Parameters<typeof deployment>[0]> = {}): ReturnType<typeof deployment> {
  const { container, volumes = [] } = props
  const mounts = Object.fromEntries(
    volumes.map(({ name }) => [name, { path: `/mnt/${name}`, readOnly: true as const }]),
  )
  return deployment({
    at: kind,
    namespace: 'apps',
    ...props,
    container: container ?? { image: image('example.org/app', '1.0.0'), mounts },
  })
}

/** The container of such a pod, with the keys of Secrets as variables. */
export function reading(...names: readonly string[]): { readonly container: ReturnType<typeof pod>['container'] } {
  return { container: { image: image('example.org/app', '1.0.0'), envFrom: names.map(secret => ({ secret })) } }
}

/** The store of the cluster's secrets. */
export const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'gives the secrets that the fixtures read',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'secrets',
    defines: ['external-secrets.io'],
    objects: [fakeStore(kind)],
  }),
})

/** A database server that is right in every way. */
export function server(props: Partial<Parameters<typeof postgresCluster>[0]> = {}): Service<'sql'> {
  return service(import.meta, 'pg', {
    title: 'PostgreSQL',
    summary: 'a server',
    ports: { sql: tcp(5432) },
    workload: postgresCluster({
      at: kind,
      namespace: 'apps',
      defines: ['postgresql.cnpg.io'],
      instances: 1,
      image: image('example.org/postgresql', '18.1'),
      storage: { size: '1Gi', storageClass: 'standard', holds: 'databases', backup: notBackedUp('dumped one by one') },
      resources: {},
      parameters: {},
      accessRules: [],
      ...props,
    }),
  })
}

/** An estate that is right in every way but for what the fixture says. */
export function fixture(meta: { readonly url: string }, props: Partial<EstateProps>): Estate {
  return estate(meta, 'fixture', {
    ...emptyEstate,
    title: 'Fixture',
    parts: [
      ...clusterParts,
      standInDelivery,
      ...hostParts,
      standInStore,
      ...standInProxyParts,
      standIns,
      ...sightParts,
      ...tarParts,
    ],
    hosts: [box],
    clusters: [kind],
    domains,
    vaults: [vaulted.vault],
    ...props,
  })
}

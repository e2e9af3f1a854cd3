import type {
  Backup,
  Cluster,
  ClusterDelivery,
  ClusterSource,
  ClusterTailnet,
  Domain,
  Domains,
  Host,
  InDomain,
  KubeconfigFile,
  Person,
  Place,
  Port,
  RouteKind,
  Secret,
  Share,
  StoreSettings,
  TailnetDevice,
  TailnetIdentity,
  Vault,
  VaultItem,
} from '../src/model.ts'
import {
  closed,
  either,
  flag,
  listOf,
  maybe,
  nodePort,
  number,
  only,
  open,
  port,
  recordOf,
  type Schema,
  starting,
  text,
} from './words.ts'

/** What services run on, and what they find there. */

const tags = listOf(starting('tag:'), 1)
export const routeKind = only('tailnet', 'ops', 'public')
export const way = either(routeKind, closed<InDomain>({ domain: text }))

/** Of a workload, whose author may have written the whole host. */
export const place = open<Place>({ kind: only('host', 'cluster'), name: text })

export const secret = closed<Secret>({
  kind: only('secret'),
  vault: text,
  item: text,
  itemId: maybe(text),
  untitled: maybe(only(true)),
  field: text,
  unknown: maybe(only(true)),
})

export const backup = either(
  closed<Extract<Backup, { by: 'dump' }>>({ by: only('dump') }),
  closed<Extract<Backup, { by: 'directory' }>>({
    by: only('directory'),
    priority: only('critical', 'high', 'normal'),
  }),
  closed<Extract<Backup, { by: 'none' }>>({ by: only('none'), reason: text }),
)

const protocol = only('http', 'https', 'tcp', 'udp')

export const servicePort = closed<Port>({ protocol, port, target: maybe(port), nodePort: maybe(nodePort) })

const identity = either(
  closed<Extract<TailnetIdentity, { by: 'tags' }>>({ by: only('tags'), tags, reaches: maybe(starting('tag:')) }),
  closed<Extract<TailnetIdentity, { by: 'owner' }>>({ by: only('owner'), owner: text }),
)

export const host = closed<Host>({
  kind: only('host'),
  name: text,
  platform: only('macos', 'linux', 'nas', 'managed'),
  role: text,
  group: maybe(text),
  hardware: maybe(text),
  memory: maybe(text),
  processors: maybe(number),
  architecture: maybe(only('amd64', 'arm64')),
  user: maybe(text),
  home: maybe(text),
  brewPrefix: maybe(text),
  ownedPaths: maybe(listOf(text)),
  lanAddress: maybe(text),
  lanName: maybe(text),
  disks: maybe(listOf(text)),
  listens: maybe(recordOf(closed<Pick<Port, 'protocol' | 'port'>>({ protocol, port }))),
  byHand: maybe(listOf(text)),
  tailnet: maybe(identity),
})

export const cluster = closed<Omit<Cluster, 'deliveryName'>>({
  kind: only('cluster'),
  name: text,
  on: text,
  context: text,
  kubeconfig: maybe(closed<KubeconfigFile>({ path: text, server: text })),
  version: text,
  server: text,
  apiPort: maybe(port),
  dnsDomain: text,
  storageClass: text,
  claimFolders: maybe(recordOf(text)),
  measuresClaims: maybe(only(true)),
  unhardened: maybe(text),
  defines: maybe(listOf(text)),
  source: closed<ClusterSource>({ repository: text, revision: text, rendered: text, folder: text }),
  delivery: open<ClusterDelivery>({ kind: text, from: maybe(text) }),
  tailnet: maybe(
    closed<ClusterTailnet>({
      ingressClass: text,
      loadBalancerClass: only('tailscale'),
      proxyGroup: text,
      proxies: maybe(number),
      proxyClass: text,
      tags,
      operator: closed<TailnetDevice>({ name: text, tags }),
    }),
  ),
  secretStore: text,
  networkPolicies: flag,
})

export const domains: Schema = {
  ...closed<Pick<Domains, RouteKind>>({
    tailnet: maybe(domainOf('tailnet')),
    ops: maybe(domainOf('ops')),
    public: maybe(domainOf('public')),
  }),
  additionalProperties: domainOf('ops'),
}

function domainOf(kind: RouteKind): Schema {
  return closed<Domain>({ kind: only(kind), suffix: text, zone: maybe(text) })
}

export const vault = closed<Vault>({
  kind: only('vault'),
  name: text,
  store: open<StoreSettings>({ kind: text }),
  items: recordOf(
    closed<VaultItem>({ id: maybe(text), untitled: maybe(only(true)), fields: listOf(text), note: maybe(text) }),
  ),
})

export const person = closed<Person>({
  kind: only('person'),
  name: text,
  role: only('admin', 'member'),
  login: ref('secret'),
})

export const share = closed<Share>({
  kind: only('share'),
  name: text,
  host: text,
  server: text,
  path: text,
  nfsClients: listOf(text),
  readOnly: maybe(only(true)),
  holds: text,
  backup: ref('backup'),
})

/** A schema that is written once: see `stated.ts`. */
export function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` }
}

import type { ResolvedService } from '@homelab/estate'
import { isConnectStore, isDatabaseUrl } from '@homelab/kubernetes'
import { inCluster } from './cluster.ts'
import { type Facts, onceOf } from './facts.ts'
import { scan } from './scan.ts'
import { type KubernetesDelivery, secretId } from './secrets.ts'

/** The names of the Secrets of its own namespace that a service's pods read, or that something reads for it. */
function secretsRead({ find }: Facts, { name, workload }: ResolvedService): ReadonlySet<string> {
  const urls = find.databasesFor(name).flatMap(({ use }) => (isDatabaseUrl(use) ? [use.secret] : []))
  return new Set([...scan(workload).secretNames, ...urls])
}

/** The Secret beside a Connect server that holds the token of a cluster's store, and the service that shows it. */
const storeTokens = onceOf(({ resolved }): readonly StoreToken[] =>
  resolved.flows.flatMap(({ from, to, use }) =>
    isConnectStore(use) ? [{ server: to, secret: use.token.secret, reader: from }] : [],
  ),
)

interface StoreToken {
  /** The service in whose namespace it is. */
  readonly server: string
  readonly secret: string
  readonly reader: string
}

/** A Secret with the URL of a database: External Secrets copies it from the one that the server's operator made. */
export interface CopiedUrl {
  readonly service: string
  readonly server: string
  readonly namespace: string
  readonly name: string
  /** `NAMESPACE/NAME` of the original. */
  readonly from: string
}

export function copiedUrls(facts: Facts): readonly CopiedUrl[] {
  return facts.resolved.databases.flatMap(({ service, server, use }) => {
    if (!isDatabaseUrl(use)) return []
    const [consumer, provider] = [service, server].map(name => {
      const found = facts.find.service(name)
      return found === undefined ? undefined : inCluster(facts, found)
    })
    if (consumer === undefined || provider === undefined) return []
    const { secret: name } = use
    return [{ service, server, namespace: consumer.namespace, name, from: `${provider.namespace}/${server}-app` }]
  })
}

/** The services whose pods read a Secret. */
export function readersOf(
  facts: Facts,
  secret: Pick<KubernetesDelivery, 'cluster' | 'namespace' | 'name'>,
): readonly ResolvedService[] {
  const tokens = storeTokens(facts).filter(token => token.secret === secret.name)
  const readers = podReaders(facts).get(secretId(secret)) ?? []
  if (tokens.length === 0) return readers
  const names = new Set([...readers.map(reader => reader.name), ...tokens.map(({ reader }) => reader)])
  return facts.resolved.services.filter(service => names.has(service.name))
}

/** By Secret, the services whose pods read it. */
const podReaders = onceOf((facts): ReadonlyMap<string, readonly ResolvedService[]> => {
  const reads = facts.resolved.services.flatMap(service => {
    const runs = inCluster(facts, service)
    if (runs === undefined) return []
    return [...secretsRead(facts, service)].map(name => ({
      secret: secretId({ ...runs, name }),
      service,
    }))
  })
  return new Map(
    [...Map.groupBy(reads, ({ secret }) => secret)].map(([id, all]) => [id, all.map(each => each.service)]),
  )
})

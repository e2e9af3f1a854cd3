import { known, type ResolvedService } from '@homelab/estate/model'
import { inCluster } from './cluster.ts'
import { distinct } from './distinct.ts'
import { type Facts, onceOf } from './facts.ts'
import { type KubernetesDelivery, secretId } from './secret-deliveries.ts'

/** A Secret with the URL of a database: External Secrets copies it from the one that the server's operator made. */
export interface CopiedUrl {
  readonly service: string
  readonly server: string
  readonly namespace: string
  readonly name: string
  /** `NAMESPACE/NAME` of the original. */
  readonly from: string
}

export function copiedUrls({ resolved, find }: Facts): readonly CopiedUrl[] {
  return resolved.services.flatMap(({ name: service, runs }) =>
    known(runs.delivered).flatMap((secret): readonly CopiedUrl[] => {
      const copyOf = secret.to === 'made-secret' ? secret.copyOf : undefined
      const beside = copyOf === undefined ? undefined : find.service(copyOf.beside)?.runs.namespace
      if (secret.to !== 'made-secret' || copyOf === undefined || beside === undefined) return []
      const { namespace, name } = secret
      return [{ service, server: copyOf.beside, namespace, name, from: `${beside}/${copyOf.name}` }]
    }),
  )
}

/** The services that read a Secret: their pods, or what acts for them. */
export function readersOf(
  facts: Facts,
  secret: Pick<KubernetesDelivery, 'cluster' | 'namespace' | 'name'>,
): readonly ResolvedService[] {
  return readers(facts).get(secretId(secret)) ?? []
}

/** By Secret, the services that read it. A server follows its logins by itself. */
const readers = onceOf((facts): ReadonlyMap<string, readonly ResolvedService[]> => {
  const reads = facts.resolved.services.flatMap(service => {
    const inside = inCluster(facts, service)
    if (inside === undefined) return []
    return known(service.runs.reads)
      .filter(({ part }) => part !== 'postgres')
      .map(({ name, namespace }) => ({ secret: secretId({ cluster: inside.cluster, namespace, name }), service }))
  })
  return new Map(
    [...Map.groupBy(reads, ({ secret }) => secret)].map(([id, all]) => [
      id,
      distinct(
        all.map(({ service }) => service),
        ({ name }) => name,
      ),
    ]),
  )
})

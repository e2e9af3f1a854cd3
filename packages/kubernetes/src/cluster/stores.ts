import {
  type Cluster,
  type Finding,
  isStoreUse,
  lookup,
  once,
  type RemoteReference,
  type Secret,
  storeOf,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'
import { CustomObject } from '../constructs/custom-object.ts'
import { kubernetesDelivery } from '../delivery/contract.ts'
import type { Rendering } from './context.ts'
import type { Manifest } from './manifest.ts'
import { freshId } from './scope.ts'

type Provider = NonNullable<IClusterSecretStore['spec']>['provider']

/** The cluster's secret store, of the service that needs a server as such. */
export function renderStores({ context, service, cluster, chart }: Rendering): void {
  const { find, findings, resolved } = context
  for (const { use, to, address } of find.flowsFrom(service.name)) {
    const provides = isStoreUse(use) ? storeOf(resolved, use.vault)?.pods?.provider : undefined
    if (!isStoreUse(use) || provides === undefined) continue
    const namespace = find.service(to)?.runs.namespace
    if (use.credential !== undefined && namespace === undefined)
      findings.push({
        code: 'unreadable-secret',
        where: { subject: service.name, path: `needs.${to}.use`, file: service.file },
        problem: 'the store is let in by a Secret beside its server, which runs in no cluster',
        got: use.credential.secret,
        fix: 'run the server in the cluster, or write the store out as a `customObject`',
      })
    const provider = provides({ use, url: address.url, ...present({ namespace }) })
    const manifest: IClusterSecretStore = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: cluster.secretStore },
      // What the contract of stores has as plain data; the provider holds it to this type.
      spec: { provider: provider as unknown as Provider },
    }
    new CustomObject(chart, freshId(chart, 'secret-store'), manifest)
  }
}

/**
 * What an ExternalSecret asks the cluster's store for; `undefined` where it would be asked without an answer, which joins the
 * findings. Of a vault that nothing keeps a finding tells already.
 */
export function remoteReference(
  { context, service, cluster }: Rendering,
  name: string,
  secret: Secret,
): RemoteReference | undefined {
  const { resolved, findings } = context
  const { vault, item: key, field: property } = secret
  const store = storeOf(resolved, vault)
  if (store === undefined) return { key, property }
  const where = { subject: service.name, path: `secrets.${name}`, file: service.file }
  if (store.pods === undefined) {
    findings.push({
      code: 'unreadable-secret',
      where,
      problem: 'External Secrets has no way to the store of this vault',
      got: vault,
      fix:
        store.kept === undefined
          ? 'keep the secret in another vault'
          : 'make it an `appliedSecret` where a script applies the cluster, or keep the secret in another vault',
    })
    return undefined
  }
  const decrypts = kubernetesDelivery(resolved.parts, cluster)?.decrypts?.(cluster)?.vault
  if (store.pods.decrypted !== undefined && decrypts !== vault) {
    findings.push({
      code: 'unreadable-secret',
      where,
      problem: 'nothing decrypts the items of this vault in the cluster',
      got: vault,
      ...present({ expected: decrypts }),
      fix: 'have it delivered by Flux that `decrypts` the vault, or keep the secret in another one',
    })
    return undefined
  }
  const served = servedVaults(context, cluster)
  if (served.length > 0 && !served.includes(vault)) {
    findings.push({
      code: 'unreadable-secret',
      where,
      problem: 'the store of the cluster serves another vault',
      got: vault,
      expected: served.join(' or '),
      fix: 'keep the secret there',
    })
    return undefined
  }
  return store.pods.remote(secret)
}

/** The vaults that the store of a cluster reads; none where nobody says. */
function servedVaults({ resolved }: Pick<Rendering['context'], 'resolved'>, cluster: Cluster): readonly string[] {
  return servedByCluster(resolved).get(cluster.name) ?? []
}

const servedByCluster = once((resolved): ReadonlyMap<string, readonly string[]> => {
  const find = lookup(resolved)
  const hosted = resolved.services.flatMap(({ name, at }) => {
    const uses = at.kind === 'cluster' ? find.flowsFrom(name).map(({ use }) => use) : []
    return uses.filter(use => isStoreUse(use)).map(({ vault }) => ({ cluster: at.name, vault }))
  })
  return new Map(
    [...Map.groupBy(hosted, ({ cluster }) => cluster)].map(([cluster, all]) => {
      return [cluster, [...new Set(all.map(({ vault }) => vault))]] as const
    }),
  )
})

/** Where ExternalSecrets read through the cluster's store, something makes it. */
export function checkStore(
  context: Pick<Rendering['context'], 'resolved'>,
  cluster: Cluster,
  manifests: readonly Manifest[],
): Finding[] {
  const isRead = manifests.some(
    ({ kind, spec }) =>
      kind === 'ExternalSecret' &&
      spec?.secretStoreRef?.kind === 'ClusterSecretStore' &&
      spec.secretStoreRef.name === cluster.secretStore,
  )
  const isMade = manifests.some(
    ({ kind, metadata }) => kind === 'ClusterSecretStore' && metadata.name === cluster.secretStore,
  )
  // It would be made of a vault that nothing keeps: a finding tells of that.
  const isStopped = servedVaults(context, cluster).some(vault => storeOf(context.resolved, vault) === undefined)
  if (!isRead || isMade || isStopped) return []
  return [
    {
      code: 'unreadable-secret',
      where: { subject: cluster.name, path: 'secretStore', file: context.resolved.file },
      problem: 'secrets are read through a store that nothing makes',
      got: cluster.secretStore,
      expected: 'a service of the cluster whose need of a server is for the store of a vault',
      fix: 'add it, make the store as a `customObject`, or accept it where it is made by hand',
    },
  ]
}

import {
  type Cluster,
  type Finding,
  isStoreUse,
  type RemoteReference,
  type Secret,
  type StoreUse,
  storeOf,
} from '@homelab/estate'
import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'
import { CustomObject } from '../constructs/custom-object.ts'
import type { Job } from './context.ts'
import type { Manifest } from './manifest.ts'
import { freshId } from './scope.ts'

type Provider = NonNullable<IClusterSecretStore['spec']>['provider']

/** The cluster's secret store, of the service that needs a server as such. */
export function renderStores({ context, service, cluster, chart }: Job): void {
  const { find, resolved } = context
  for (const { use, to, address } of find.flowsFrom(service.name)) {
    const pods = isStoreUse(use) ? storeOf(resolved, use.vault)?.pods : undefined
    if (!isStoreUse(use) || pods === undefined) continue
    const namespace = find.service(to)?.runs.namespace
    const provider = pods.provider({ use, url: address.url, ...(namespace === undefined ? {} : { namespace }) })
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
 * What an ExternalSecret asks the cluster's store for; `undefined` where it would be asked in vain, which joins the
 * findings. Of a vault that nothing keeps a finding tells already.
 */
export function remoteReference(
  { context, service, cluster }: Job,
  name: string,
  secret: Secret,
): RemoteReference | undefined {
  const { resolved, find, findings } = context
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
      mend: 'keep the secret in another vault',
    })
    return undefined
  }
  const served = servedVaults(resolved.services, find.flowsFrom, cluster)
  if (served.length > 0 && !served.includes(vault)) {
    findings.push({
      code: 'unreadable-secret',
      where,
      problem: 'the store of the cluster serves another vault',
      got: vault,
      expected: served.join(' or '),
      mend: 'keep the secret there',
    })
    return undefined
  }
  return store.pods.remote(secret)
}

/** The vaults that the store of a cluster reads; none where nobody says. */
function servedVaults(
  services: Job['context']['resolved']['services'],
  flowsFrom: Job['context']['find']['flowsFrom'],
  cluster: Cluster,
): readonly string[] {
  const own = services.filter(({ at }) => at.kind === 'cluster' && at.name === cluster.name)
  const uses = own.flatMap(({ name }) =>
    flowsFrom(name).flatMap(({ use }): StoreUse[] => (isStoreUse(use) ? [use] : [])),
  )
  return [...new Set(uses.map(({ vault }) => vault))]
}

/** Where ExternalSecrets read through the cluster's store, something makes it. */
export function checkStore(cluster: Cluster, file: string, manifests: readonly Manifest[]): Finding[] {
  const isRead = manifests.some(
    ({ kind, spec }) =>
      kind === 'ExternalSecret' &&
      spec?.secretStoreRef?.kind === 'ClusterSecretStore' &&
      spec.secretStoreRef.name === cluster.secretStore,
  )
  const isMade = manifests.some(
    ({ kind, metadata }) => kind === 'ClusterSecretStore' && metadata.name === cluster.secretStore,
  )
  if (!isRead || isMade) return []
  return [
    {
      code: 'unreadable-secret',
      where: { subject: cluster.name, path: 'secretStore', file },
      problem: 'secrets are read through a store that nothing makes',
      got: cluster.secretStore,
      expected: 'a service of the cluster whose need of a server is for the store of a vault',
      mend: 'add it, make the store as a `customObject`, or accept it where it is made by hand',
    },
  ]
}

import type { Cluster, Finding, Flow } from '@homelab/estate'
import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'
import { CustomObject } from '../constructs/custom-object.ts'
import { type ConnectStoreUse, isConnectStore, isStoreUse, type OpenBaoStoreUse } from '../workloads/uses.ts'
import type { Job } from './context.ts'
import { freshId } from './scope.ts'
import type { Manifest } from './secret-flow.ts'

type Provider = NonNullable<IClusterSecretStore['spec']>['provider']

/** The cluster's secret store, of the service that needs a server as such. */
export function renderStores({ context, service, cluster, chart }: Job): void {
  for (const { use, ...flow } of context.find.flowsFrom(service.name)) {
    if (!isStoreUse(use)) continue
    const provider = isConnectStore(use) ? connect(context, flow, use) : openBao(context, flow, use)
    const manifest: IClusterSecretStore = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: cluster.secretStore },
      spec: { provider },
    }
    new CustomObject(chart, freshId(chart, 'secret-store'), manifest)
  }
}

/** https://external-secrets.io/latest/provider/1password-automation/ */
function connect({ find }: Job['context'], { to, address }: Flow, { vault, token }: ConnectStoreUse): Provider {
  const workload = find.service(to)?.workload
  const namespace = workload !== undefined && 'namespace' in workload ? String(workload.namespace) : ''
  return {
    onepassword: {
      connectHost: address.url,
      vaults: { [vault]: 1 },
      auth: { secretRef: { connectTokenSecretRef: { name: token.secret, namespace, key: token.key } } },
    },
  }
}

/**
 * OpenBao is served by the provider for Vault, with the second version of the engine for keys and values:
 * https://external-secrets.io/latest/provider/openbao/, https://external-secrets.io/latest/provider/hashicorp-vault/
 */
function openBao({ resolved }: Job['context'], { address }: Flow, { vault, login }: OpenBaoStoreUse): Provider {
  return {
    vault: {
      server: address.url,
      path: resolved.vaults.find(({ name }) => name === vault)?.id ?? vault,
      version: 'v2',
      auth: { kubernetes: { mountPath: login.mount, role: login.role } },
    },
  }
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
      expected: 'a service of the cluster whose need of a server is `asConnectStore` or `asOpenBaoStore`',
      mend: 'add it, make the store as a `customObject`, or accept it where it is made by hand',
    },
  ]
}

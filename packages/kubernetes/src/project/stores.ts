import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'
import { CustomObject } from '../constructs/custom-object.ts'
import type { ConnectStoreUse } from '../workloads/uses.ts'
import type { Job } from './context.ts'
import { freshId } from './scope.ts'

/**
 * The cluster's secret store over a 1Password Connect server, of the service that needs one as such:
 * https://external-secrets.io/latest/provider/1password-automation/
 */
export function renderStores({ context, service, cluster, chart }: Job): void {
  for (const { to, address, use } of context.find.flowsFrom(service.name)) {
    if (use?.kind !== 'connect-store') continue
    const { vault, token } = use as ConnectStoreUse
    const provider = context.find.service(to)?.workload
    const namespace = provider !== undefined && 'namespace' in provider ? String(provider.namespace) : ''
    const manifest: IClusterSecretStore = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ClusterSecretStore',
      metadata: { name: cluster.secretStore },
      spec: {
        provider: {
          onepassword: {
            connectHost: address.url,
            vaults: { [vault]: 1 },
            auth: { secretRef: { connectTokenSecretRef: { name: token.secret, namespace, key: token.key } } },
          },
        },
      },
    }
    new CustomObject(chart, freshId(chart, 'secret-store'), manifest)
  }
}

import type { Cluster, ServiceProps, Vault } from '@homelab/estate/model'
import { customObject, fluxOf, object, objects } from '@homelab/kubernetes'
import { type Sops, secretNames } from '@homelab/secrets'

/** What the store is let in as. */
const account = 'secret-store'
const group = 'rbac.authorization.k8s.io'

/**
 * The way of External Secrets to a vault that lies in the repository, in a cluster whose Flux `decrypts` it: items are Secrets of one
 * namespace, which an account of its own may read, and no other Secret there, and are copied from there to who needs them. Which
 * operator is said beside it.
 *
 * @example service(import.meta, 'secret-store', { ...sopsStoreIn(home, paper) })
 * @throws Error where something else delivers to the cluster, or Flux does not decrypt this vault
 */
export function sopsStoreIn(at: Cluster, vault: Vault<Sops>): ServiceProps<never> {
  const { decrypts } = fluxOf(at)
  if (decrypts?.vault !== vault.name)
    throw new Error(`Flux does not decrypt ${vault.name} for ${at.name}: say the vault in \`decrypts\``)
  const { namespace } = decrypts
  const metadata = { name: account }
  return {
    title: 'Secret store',
    summary: 'the way of External Secrets to what Flux decrypts',
    ports: {},
    workload: objects({
      at,
      namespace,
      objects: [
        object('ServiceAccount', { metadata }),
        // Each is asked by its name, and the store is ready where some may be read: https://external-secrets.io/latest/provider/kubernetes/
        object('Role', {
          metadata,
          rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [...secretNames(vault)], verbs: ['get'] }],
        }),
        object('RoleBinding', {
          metadata,
          roleRef: { apiGroup: group, kind: 'Role', name: account },
          subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
        }),
        customObject(
          {
            apiVersion: 'external-secrets.io/v1',
            kind: 'ClusterSecretStore',
            metadata: { name: at.secretStore },
            spec: {
              provider: {
                kubernetes: {
                  remoteNamespace: namespace,
                  server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt', namespace } },
                  auth: { serviceAccount: { name: account, namespace } },
                },
              },
            },
          },
          'cluster',
        ),
      ],
    }),
  }
}

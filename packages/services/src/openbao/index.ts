import {
  after,
  type Cluster,
  endpoint,
  type Need,
  type Service,
  type ServiceProps,
  type Vault,
} from '@homelab/estate/model'
import { bootstrapStep, object, objects } from '@homelab/kubernetes'
import { asOpenBaoStore, type OpenBao } from '@homelab/secrets'
import { account, standardNamespace } from '../external-secrets/index.ts'

export interface OpenBaoStoreProps {
  /** The policy of OpenBao by which secrets are read. It is there already. */
  readonly policy: string
  /** The namespace of the operator; `external-secrets` by default. */
  readonly namespace?: string
}

/** Where the cluster's accounts are let in, and as what: names of https://openbao.org/docs/auth/kubernetes/ */
const login = { mount: 'kubernetes', role: account }

/**
 * The way of External Secrets to an OpenBao that lies outside of the cluster: it logs in with the account that its pods have, and
 * OpenBao asks the cluster whether that is so. What has to be said to OpenBao once is a step of the bootstrap. Which OpenBao, and
 * which vault, is said beside it (`asksOpenBao`).
 *
 * @example service(import.meta, 'secret-store', { ...openBaoStoreIn(home, { policy: 'home' }) })
 */
export function openBaoStoreIn(at: Cluster, props: OpenBaoStoreProps): ServiceProps<never> {
  const { policy, namespace = standardNamespace } = props
  const cluster = `kubectl --context=${at.context} config view --raw --minify --flatten --output`
  return {
    title: 'Secret store',
    summary: 'the way of External Secrets to OpenBao',
    ports: {},
    workload: objects({
      at,
      namespace,
      objects: [
        // https://openbao.org/docs/auth/kubernetes/#use-the-vault-client-s-jwt-as-the-reviewer-jwt
        object('ClusterRoleBinding', {
          metadata: { name: 'external-secrets-token-review' },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
          subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
        }),
      ],
      bootstrap: [
        bootstrapStep('openbao-login', {
          what: `Let External Secrets in, by the account that its pods have; a policy \`${policy}\` that reads the vault is there.`,
          commands: [
            `bao auth enable -path=${login.mount} kubernetes`,
            // It is no pod, and asks the cluster by the token that it is shown.
            `bao write auth/${login.mount}/config kubernetes_host="$(${cluster} 'jsonpath={.clusters[0].cluster.server}')" kubernetes_ca_cert="$(${cluster} 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 --decode)" disable_local_ca_jwt=true`,
            `bao write auth/${login.mount}/role/${login.role} bound_service_account_names=${account} bound_service_account_namespaces=${namespace} policies=${policy}`,
          ],
        }),
      ],
    }),
  }
}

/**
 * The needs of that way: the operator (`externalSecretsIn`), and the OpenBao that keeps the vault, by its port `api`.
 *
 * @example needs: (): Needs => asksOpenBao({ vault, server: openbao, operator: externalSecrets })
 */
export function asksOpenBao(props: {
  readonly vault: Vault<OpenBao>
  readonly server: Service<'api'>
  readonly operator: Service
}): readonly Need[] {
  const { vault, server, operator } = props
  return [
    after(operator, 'its operator serves the store'),
    endpoint(server, 'api', 'reads the vault', asOpenBaoStore({ vault, login })),
  ]
}

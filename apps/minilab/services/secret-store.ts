import { after, endpoint, type Needs, service } from '@homelab/estate'
import { bootstrapStep, object, objects } from '@homelab/kubernetes'
import { asOpenBaoStore } from '@homelab/secrets'
import { k3s } from '../places.ts'
import { openbao as vault } from '../vault.ts'
import { externalSecrets, operator } from './external-secrets.ts'
import { openbao } from './openbao.ts'

const cluster = `kubectl --context=${k3s.context} config view --raw --minify --flatten --output`
const login = { mount: 'kubernetes', role: 'external-secrets' }

export const secretStore = service(import.meta, 'secret-store', {
  title: 'Secret store',
  summary: 'the way of External Secrets to OpenBao',
  ports: {},
  workload: objects({
    at: k3s,
    namespace: operator.namespace,
    objects: [
      // https://openbao.org/docs/auth/kubernetes/#use-the-vault-client-s-jwt-as-the-reviewer-jwt
      object('ClusterRoleBinding', {
        metadata: { name: 'external-secrets-token-review' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
        subjects: [{ kind: 'ServiceAccount', name: operator.account, namespace: operator.namespace }],
      }),
    ],
    bootstrap: [
      bootstrapStep('openbao-login', {
        what: 'Let External Secrets in, by the account that its pods have; a policy `lab` that reads the vault is there.',
        // https://openbao.org/docs/auth/kubernetes/
        commands: [
          `bao auth enable -path=${login.mount} kubernetes`,
          // It is no pod, and asks the cluster by the token that it is shown.
          `bao write auth/${login.mount}/config kubernetes_host="$(${cluster} 'jsonpath={.clusters[0].cluster.server}')" kubernetes_ca_cert="$(${cluster} 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 --decode)" disable_local_ca_jwt=true`,
          `bao write auth/${login.mount}/role/${login.role} bound_service_account_names=${operator.account} bound_service_account_namespaces=${operator.namespace} policies=lab`,
        ],
      }),
    ],
  }),
  needs: (): Needs => [
    after(externalSecrets, 'its operator serves the store'),
    endpoint(openbao, 'api', 'reads the vault', asOpenBaoStore({ vault, login })),
  ],
})

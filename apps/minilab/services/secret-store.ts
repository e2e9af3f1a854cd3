import { after, endpoint, type Needs, service } from '@homelab/estate'
import { bootstrapStep, objects } from '@homelab/kubernetes'
import { asOpenBaoStore } from '@homelab/secrets'
import { k3s } from '../places.ts'
import { openbao as vault } from '../vault.ts'
import { externalSecrets, operator } from './external-secrets.ts'
import { openbao } from './openbao.ts'

const login = { mount: 'kubernetes', role: 'external-secrets' }

export const secretStore = service(import.meta, 'secret-store', {
  title: 'Secret store',
  summary: 'the way of External Secrets to OpenBao',
  ports: {},
  workload: objects({
    at: k3s,
    namespace: operator.namespace,
    bootstrap: [
      bootstrapStep('openbao-login', {
        what: 'Let External Secrets in, by the account that its pods have; a policy `lab` that reads the vault is there.',
        // https://openbao.org/docs/auth/kubernetes/
        commands: [
          `bao auth enable -path=${login.mount} kubernetes`,
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

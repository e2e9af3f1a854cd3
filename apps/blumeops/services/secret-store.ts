import { after, difference, endpoint, type Needs, service } from '@homelab/estate'
import { application, objects } from '@homelab/kubernetes'
import { asConnectStore } from '@homelab/secrets'
import { minikube } from '../hosts.ts'
import { onepassword } from '../vault.ts'
import { externalSecrets } from './external-secrets.ts'
import { connectToken, onepasswordConnect } from './onepassword-connect.ts'

/** The `ClusterSecretStore` through which every ExternalSecret reads. facts K2, K19 */
export const secretStore = service(import.meta, 'secret-store', {
  title: 'Secret store',
  summary: 'the way of External Secrets to the vault',
  ports: {},
  workload: objects({
    at: minikube,
    namespace: 'external-secrets',
    application: application('external-secrets-config'),
  }),
  needs: (): Needs => [
    after(externalSecrets, 'its operator serves the store'),
    after(onepasswordConnect, 'it asks there'),
    endpoint(
      onepasswordConnect,
      'http',
      'reads the vault',
      asConnectStore({ vault: onepassword, token: connectToken }),
    ),
  ],
  differences: [
    difference('the folder of external-secrets-config', {
      today: 'deployed argocd/manifests/external-secrets; a page says …/external-secrets-config/',
      now: 'the rendered folder carries the Application’s name',
      why: 'every rendered folder does',
      facts: 'K2',
      settles: 'kubernetes.md: `external-secrets-config` path',
    }),
  ],
})

import { service } from '@homelab/estate'
import { customObject, objects } from '@homelab/kubernetes'
import { type Expected, fixture, kind, store } from '../parts.ts'

const apiVersion = 'external-secrets.io/v1'
const secret = (name: string, secretStoreRef: { readonly kind?: string; readonly name: string }) =>
  // here
  customObject({ apiVersion, kind: 'ExternalSecret', metadata: { name }, spec: { secretStoreRef, data: [] } })

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'reads through stores that are not there',
  ports: {},
  workload: objects({
    at: kind,
    namespace: 'apps',
    objects: [
      customObject({ apiVersion, kind: 'SecretStore', metadata: { name: 'own' }, spec: { provider: { fake: {} } } }),
      secret('right', { kind: 'ClusterSecretStore', name: kind.secretStore }),
      secret('mine', { name: 'own' }),
      secret('misspelt', { kind: 'ClusterSecretStore', name: 'sotre' }),
      secret('elsewhere', { kind: 'SecretStore', name: kind.secretStore }),
    ],
  }),
})

export default fixture(import.meta, { services: [store, app] })
export const expected: Expected = [
  'unprovided-reference app ExternalSecret elsewhere.spec.secretStoreRef',
  'unprovided-reference app ExternalSecret misspelt.spec.secretStoreRef',
]

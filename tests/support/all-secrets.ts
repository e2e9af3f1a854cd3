import { service } from '@homelab/estate'
import { application, customObject } from '@homelab/kubernetes'
import { byArgoCd } from '../findings/by-argocd.ts'
import { pod } from '../findings/parts.ts'

const apiVersion = 'external-secrets.io/v1'
const store = { kind: 'SecretStore', name: 'near' }
const generatorRef = { kind: 'Password', name: 'generated' }

/** Objects of External Secrets that say as little as they may, of all that the API server adds something to; the server applies them. */
export const terse = service(import.meta, 'terse', {
  title: 'Terse',
  summary: 'says as little as it may',
  ports: {},
  workload: pod({
    at: byArgoCd,
    application: application('terse', { syncOptions: ['ServerSideApply=true'] }),
    defines: ['external-secrets.io'],
    objects: [
      customObject({
        apiVersion,
        kind: 'ExternalSecret',
        metadata: { name: 'all' },
        spec: {
          secretStoreRef: store,
          target: {
            template: { templateFrom: [{ secret: { name: 'words', items: [{ key: 'a' }] } }, { literal: '' }] },
          },
          data: [{ secretKey: 'a', remoteRef: { key: 'a', decodingStrategy: 'Auto' } }],
          dataFrom: [
            { extract: { key: 'b' }, rewrite: [{ merge: {} }] },
            { find: { path: 'c' } },
            { sourceRef: { generatorRef } },
          ],
        },
      }),
      customObject({
        apiVersion,
        kind: 'ExternalSecret',
        metadata: { name: 'least' },
        spec: { secretStoreRef: store, dataFrom: [{ extract: { key: 'b' } }] },
      }),
      customObject({
        apiVersion,
        kind: 'SecretStore',
        metadata: { name: 'near' },
        spec: { provider: { kubernetes: { server: {}, auth: { serviceAccount: { name: 'reader' } } } } },
      }),
      customObject(
        {
          apiVersion,
          kind: 'ClusterSecretStore',
          metadata: { name: 'far' },
          spec: { provider: { vault: { server: 'https://vault.example.org', auth: { kubernetes: { role: 'r' } } } } },
        },
        'cluster',
      ),
    ],
  }),
})

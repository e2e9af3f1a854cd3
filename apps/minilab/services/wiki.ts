import { endpoint, http, image, type Needs, notBackedUp, ownUrl, service } from '@homelab/estate'
import { asEnv, claim, deployment, externalSecret, hardened, secretKey } from '@homelab/kubernetes'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'

export const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'notes of the household',
  ports: { http: http(3000, { nodePort: 30300 }) },
  workload: deployment({
    at: k3s,
    namespace: 'wiki',
    serviceType: 'NodePort',
    strategy: 'Recreate',
    container: {
      image: image('ghcr.io/example/wiki', '2.4.1'),
      env: { BASE_URL: ownUrl('ops'), SESSION_KEY: secretKey('wiki', 'session-key') },
      mounts: { pages: '/var/lib/wiki' },
      resources: { requests: { memory: '64Mi', cpu: '50m' }, limits: { memory: '128Mi' } },
      security: hardened({ user: 1000 }),
    },
    volumes: [
      claim('pages', 'wiki-pages', {
        size: '2Gi',
        holds: 'pages',
        backup: notBackedUp('a lab: its pages are exported by hand'),
      }),
    ],
    secrets: [externalSecret('wiki', { data: { 'session-key': secrets['apps/wiki']['session-key'] } })],
  }),
  probes: { ready: { port: 'http', path: '/health' } },
  routes: { ops: { port: 'http' } },
  needs: (): Needs => [endpoint(search, 'http', 'indexes pages', asEnv({ SEARCH_URL: 'url' }))],
})

/** Both need each other, each in its thunk. */
export const search = service(import.meta, 'search', {
  title: 'Search',
  summary: 'full-text search over the wiki',
  ports: { http: http(7700) },
  workload: deployment({
    at: k3s,
    namespace: 'wiki',
    container: {
      image: image('ghcr.io/example/search', 'v1.12.0'),
      resources: { requests: { memory: '128Mi', cpu: '50m' }, limits: { memory: '256Mi' } },
      security: hardened({ user: 1000 }),
    },
  }),
  probes: { live: { port: 'http', path: '/health' }, ready: { port: 'http', path: '/health' } },
  needs: (): Needs => [endpoint(wiki, 'http', 'fetches pages')],
})

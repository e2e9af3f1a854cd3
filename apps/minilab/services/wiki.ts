import { http, image, notBackedUp, ownUrl, service } from '@homelab/estate'
import { claim, deployment, externalSecret, hardened, secretKey } from '@homelab/kubernetes'
import { k3s } from '../places.ts'
import { secrets } from '../vault.ts'

export const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'recipes of the household',
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
  routes: {
    ops: { port: 'http' },
    public: { port: 'http', mode: 'dynamic', exposed: { since: '2026-05-01', why: 'friends cook by them' } },
  },
})

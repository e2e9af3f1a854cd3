import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { k3s } from '../places.ts'
import { wiki } from './wiki.ts'

/** Search and wiki need each other, each in its thunk. */
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

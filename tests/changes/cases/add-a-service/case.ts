import type { Case } from '../../case.ts'

/** A service in the cluster, with private names. */
export default {
  edits: {
    'services/search.ts': `import { http, image, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { kind } from '../places.ts'

export const search = service(import.meta, 'search', {
  title: 'Search',
  summary: 'finds',
  ports: { http: http(7700) },
  workload: deployment({ at: kind, namespace: 'search', container: { image: image('example.org/search', '3.0.1'), resources: { limits: { memory: '64Mi' } }, security: hardened() } }),
  routes: { ops: { port: 'http' }, tailnet: { port: 'http' } },
})
`,
    'services/index.ts': [
      ['import { sweeper }', "import { search } from './search.ts'\nimport { sweeper }"],
      ['  proxy,\n]', '  proxy,\n  search,\n]'],
    ],
  },
  says: [
    '- kubernetes Application argocd/search added',
    '- kubernetes Deployment search/search added',
    '- kubernetes Service search/search added',
    '- caddy route search.in.cottage.example added',
    '- tailnet box, edge, laptop gains tcp:443 on search added',
  ],
  silent: ['destroys *', 'recreates *', 'opens *', 'stops *', '* Deployment wiki/wiki *'],
  causes: ['apps/cottage/services/search.ts'],
} satisfies Case

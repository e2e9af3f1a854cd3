import type { Edit } from '../../../support/lab-sources.ts'
import type { Case } from '../../case.ts'

/** A second cluster, to which the Argo CD of the first delivers. */
const shed: Readonly<Record<string, string | Edit[]>> = {
  'places.ts': [
    ['import { argoCd }', 'import { argoCd, argoCdIn }'],
    [
      'networkPolicies: false,\n})\n',
      `networkPolicies: false,
})

export const shed = cluster('shed', {
  ...{ on: box, context: 'shed', version: 'v1.34.0', server: 'https://kubernetes.default.svc' },
  ...{ dnsDomain: 'cluster.local', storageClass: 'standard', networkPolicies: false },
  source: { ...kind.source, folder: 'shed' },
  delivery: argoCdIn(kind, { api: 'https://192.0.2.11:6443', project: 'shed', root: 'shed' }),
})
`,
    ],
  ],
  'estate.ts': [
    ['import { estate }', 'import { acceptFor, estate }'],
    ['kind, laptop }', 'kind, laptop, shed }'],
    [
      '  clusters: [kind],\n',
      "  clusters: [kind, shed],\n  accepts: [acceptFor('shed', 'unprovided-reference', 'its Secret is made by hand', 'delivery')],\n",
    ],
  ],
  'services/beds.ts': `import { image, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { shed } from '../places.ts'

export const beds = service(import.meta, 'beds', {
  ...{ title: 'Beds', summary: 'waters', ports: {} },
  workload: deployment({
    ...{ at: shed, namespace: 'beds' },
    container: {
      image: image('example.org/beds', '1.0.0'),
      resources: { limits: { memory: '64Mi' } },
      security: hardened(),
    },
  }),
})
`,
}

const withBeds: Edit[] = [
  ["import { caddy } from './caddy.ts'\n", "import { beds } from './beds.ts'\nimport { caddy } from './caddy.ts'\n"],
  ['  caddy,\n', '  beds,\n  caddy,\n'],
]

const seeds = `import { service } from '@homelab/estate'
import { object, objects } from '@homelab/kubernetes'
import { shed } from '../places.ts'

export const seeds = service(import.meta, 'seeds', {
  ...{ title: 'Seeds', summary: 'what grows', ports: {} },
  workload: objects({
    ...{ at: shed, namespace: 'seeds' },
    objects: [object('ConfigMap', { metadata: { name: 'seeds' }, data: { kale: 'yes' } })],
  }),
})
`

/** Nothing else there has its namespace, or an object of its kind. */
export default {
  before: {
    ...shed,
    'services/seeds.ts': seeds,
    'services/index.ts': [
      ...withBeds,
      ['import { sweeper }', "import { seeds } from './seeds.ts'\nimport { sweeper }"],
      ['  sweeper,\n', '  seeds,\n  sweeper,\n'],
    ],
  },
  edits: { ...shed, 'services/index.ts': withBeds },
  says: [
    'destroys kubernetes Application argocd/seeds removed',
    '* kubernetes ConfigMap seeds/seeds removed',
    '* kubernetes AppProject argocd/shed changed spec.namespaceResourceWhitelist*',
    '* kubernetes AppProject argocd/shed changed spec.destinations*',
    '* kubernetes ClusterRole argocd-manager changed rules*',
  ],
  silent: ['opens *', '* Deployment beds/beds *'],
  causes: ['apps/cottage/services/index.ts'],
} satisfies Case

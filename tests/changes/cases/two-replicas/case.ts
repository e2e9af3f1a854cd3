import type { Case } from '../../case.ts'

/** A second pod on another node, and never both away. */
export default {
  edits: {
    'services/docs.ts': [
      [
        "namespace: 'docs',",
        "namespace: 'docs',\n    replicas: 2,\n    budget: { available: 1 },\n    spread: [{ over: 'nodes' }],",
      ],
    ],
  },
  says: [
    '* kubernetes Deployment docs/docs changed spec.replicas: 1 → 2',
    'restarts kubernetes Deployment docs/docs added spec.template.spec.topologySpreadConstraints*',
    '* kubernetes PodDisruptionBudget docs/docs added*',
  ],
  silent: ['stops *', 'opens *', 'recreates *', 'destroys *', '* wiki*'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case

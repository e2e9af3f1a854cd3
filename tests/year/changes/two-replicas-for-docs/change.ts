import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** A second pod, of which one is always there. */
export default {
  title: 'two replicas for the documentation',
  lines: { 'services/docs.ts': [2, 0] },
  diff: {
    says: [
      '* kubernetes Deployment docs/docs changed spec.replicas: 1 → 2',
      '* kubernetes PodDisruptionBudget docs/docs added*',
    ],
    silent: ['* tailnet *', '* dns *', '* public-proxy *'],
  },
  // A pod more is none that goes.
  dangers: [],
  plan: {
    steps: [
      'repository#push: git push',
      'docs/application/docs#preview: argocd app diff docs *',
      'docs/application/docs#apply: argocd app sync docs *',
    ],
    order: [['docs/application/docs#preview', 'docs/application/docs#apply']],
    interrupts: {},
    silent: ['proxy/*', 'dns#*', 'tailnet#*', 'cv/*', '*#remove'],
  },
  renders: is => {
    expect(is.object('Deployment docs/docs').spec.replicas).toBe(2)
    const { minAvailable, selector } = is.object('PodDisruptionBudget docs/docs').spec
    expect(minAvailable).toBe(1)
    expect(is.object('Deployment docs/docs').spec.template.metadata.labels).toMatchObject(selector.matchLabels)
  },
} satisfies YearChange

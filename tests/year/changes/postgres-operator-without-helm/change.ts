import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** The operator comes from its maker's manifests instead of a chart. */
export default {
  title: 'CloudNativePG without Helm',
  lines: { 'services/postgres-operator.ts': [4, 7] },
  diff: {
    says: ['* kubernetes Application argocd/cloudnative-pg *'],
    silent: ['* kubernetes Cluster *', '* tailnet *', '* database *', 'destroys *'],
  },
  // Objects of the chart that have other names now stay, and the definitions must not go with them.
  dangers: ['recreates kubernetes Application argocd/cloudnative-pg *'],
  plan: {
    steps: [
      'repository#push: git push',
      'home/application/root#apply: argocd app sync root *',
      'postgres-operator/application/cloudnative-pg#preview: argocd app diff cloudnative-pg *',
      'postgres-operator/application/cloudnative-pg#apply: argocd app sync cloudnative-pg *',
      // Else two operators run, and nobody sees it.
      'postgres-operator/application/cloudnative-pg#remove: argocd app sync cloudnative-pg --prune *',
    ],
    order: [
      ['home/application/root#apply', 'postgres-operator/application/cloudnative-pg#apply'],
      ['postgres-operator/application/cloudnative-pg#preview', 'postgres-operator/application/cloudnative-pg#apply'],
      ['postgres-operator/application/cloudnative-pg#apply', 'postgres-operator/application/cloudnative-pg#remove'],
    ],
    silent: ['postgres/*', 'feeds/*', 'database/*', 'tailnet#*', 'secret/*'],
  },
  renders: is => {
    expect(is.files.has('home/values/cloudnative-pg.yaml')).toBe(false)
    const { source, sources, syncPolicy } = is.object('Application argocd/cloudnative-pg').spec
    expect(sources).toBeUndefined()
    expect(source.path).toBe('dist/home/manifests/cloudnative-pg')
    expect(syncPolicy.syncOptions).toContain('ServerSideApply=true')
    expect(is.text('home/manifests/cloudnative-pg/kustomization.yaml')).toContain('/cnpg-1.28.0.yaml')
  },
} satisfies YearChange

import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** From this version on, its own Application has to let the server apply. */
export default {
  title: 'Argo CD 3.3, with server-side apply',
  lines: { 'services/argocd.ts': [1, 1] },
  diff: {
    says: [
      '* kubernetes Application argocd/argocd *ServerSideApply=true*',
      '* kubernetes home/manifests/argocd/kustomization.yaml changed *v3.2.6*v3.3.2*',
      // A patch goes, and what it changed stays.
      '- kubernetes CustomResourceDefinition applicationsets.argoproj.io removed patch',
    ],
    silent: ['destroys *', '* tailnet *', '* public-proxy *'],
  },
  dangers: [],
  plan: {
    steps: [
      'repository#push: git push',
      'home/application/root#apply: argocd app sync root *',
      'argocd/application/argocd#apply: argocd app sync argocd *',
    ],
    // Its options are there before its manifests are applied by them.
    order: [['home/application/root#apply', 'argocd/application/argocd#apply']],
    silent: ['docs/*', 'proxy/*', 'tailnet#*', '*#remove', 'secret/*'],
  },
  renders: is => {
    const { syncOptions } = is.object('Application argocd/argocd').spec.syncPolicy
    expect(syncOptions).toEqual(expect.arrayContaining(['ServerSideApply=true', 'CreateNamespace=true']))
    expect(is.text('home/manifests/argocd/kustomization.yaml')).toContain('/v3.3.2/manifests/install.yaml')
    // Said of all, it need not be said of one.
    expect([...is.files.keys()].filter(path => path.includes('applicationsets.argoproj.io'))).toEqual([])
  },
} satisfies YearChange

import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** A service without data goes to another cluster. */
export default {
  title: 'a service moves to another cluster',
  upon: 'second-cluster',
  lines: { 'services/cv.ts': [2, 2] },
  diff: {
    says: ['- kubernetes Deployment cv/cv added', '- kubernetes Application argocd/cv added'],
    silent: ['* kubernetes PersistentVolumeClaim *', '* public-proxy *', '* kubernetes Deployment docs/docs *'],
  },
  dangers: [
    // There is one of its name: it ends, and begins again for the other cluster.
    'destroys kubernetes Application argocd/cv removed',
    'stops kubernetes Deployment cv/cv removed',
    'stops kubernetes Ingress cv/cv-tailscale removed',
    'stops kubernetes Service cv/cv removed',
    // Each asks what runs beside it.
    'restarts kubernetes DaemonSet alloy/alloy *',
  ],
  plan: {
    steps: [
      'repository#push: git push',
      'cv/application/cv#remove: argocd app delete cv --cascade',
      'annex/application/annex#apply: argocd app sync annex *',
      'cv/application/cv#apply: argocd app sync cv *',
    ],
    // Ended once it was brought to the annex, it would take what came there, and leave what was at home.
    order: [
      ['cv/application/cv#remove', 'annex/application/annex#apply'],
      ['annex/application/annex#apply', 'cv/application/cv#apply'],
    ],
    silent: ['docs/*', 'proxy/*', 'postgres/*', 'dns#*'],
  },
  renders: is => {
    expect([...is.files.keys()].filter(path => path.includes('/cv/') || path.endsWith('apps/cv.yaml'))).toEqual(
      expect.arrayContaining(['annex/apps/cv.yaml', 'annex/manifests/cv/Deployment-cv.yaml']),
    )
    expect([...is.files.keys()].filter(path => path.startsWith('home/manifests/cv/'))).toEqual([])
    expect(is.object('Ingress cv/cv-tailscale').metadata).toHaveProperty(
      ['annotations', 'tailscale.com/proxy-group'],
      'ingress-annex',
    )
  },
} satisfies YearChange

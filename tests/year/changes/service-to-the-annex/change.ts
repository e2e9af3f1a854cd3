import { expect } from 'vitest'
import type { YearChange } from '../../change.ts'

/** A service without data goes to another cluster. */
export default {
  title: 'a service moves to another cluster',
  upon: 'second-cluster',
  lacks: 'which of two Argo CDs a command of the plan asks',
  lines: { 'services/cv.ts': [2, 2] },
  diff: {
    says: ['- kubernetes Deployment cv/cv added', '- kubernetes Application argocd/cv added'],
    silent: ['* kubernetes PersistentVolumeClaim *', '* public-proxy *', '* kubernetes Deployment docs/docs *'],
  },
  dangers: [
    // Of two Argo CDs each has one of its name.
    'destroys kubernetes Application argocd/cv removed',
    'stops kubernetes Deployment cv/cv removed',
    'stops kubernetes Ingress cv/cv-tailscale removed',
    'stops kubernetes Service cv/cv removed',
    // Each asks what runs beside it.
    'restarts kubernetes DaemonSet alloy/alloy *',
  ],
  plan: {
    steps: ['repository#push: git push', 'cv/application/cv#apply: argocd *', 'cv/application/cv#remove: argocd *'],
    // It is there before it goes.
    order: [['cv/application/cv#apply', 'cv/application/cv#remove']],
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

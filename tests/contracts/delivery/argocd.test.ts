import { loadRenderers } from '@homelab/estate/model'
import { argoCd, deliveryParts } from '@homelab/kubernetes'
import { kubernetesDeliveryOf } from '@homelab/kubernetes/delivery'
import { deliveryContract } from '../delivery.ts'

await loadRenderers(deliveryParts)

const application = (sync: string, health: string, phase = 'Succeeded') => ({
  metadata: { name: 'wiki' },
  status: { sync: { status: sync }, health: { status: health }, operationState: { phase } },
})
const argocd = argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' })

const answers = [
  [application('Synced', 'Healthy'), 'up'],
  [application('OutOfSync', 'Healthy'), 'down'],
  [application('Synced', 'Healthy', 'Failed'), 'down'],
  [application('Unknown', 'Healthy'), 'unknown'],
] as const

deliveryContract('Argo CD', { part: kubernetesDeliveryOf(deliveryParts, argocd), settings: argocd, answers })

const byItself = argoCd({
  ...{ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root', sync: 'by-itself' },
  windows: [{ kind: 'allow', schedule: '0 3 * * *', duration: '2h', timeZone: 'Europe/Berlin', manualSync: true }],
})

deliveryContract('Argo CD by itself', {
  part: kubernetesDeliveryOf(deliveryParts, byItself),
  settings: byItself,
  answers,
})

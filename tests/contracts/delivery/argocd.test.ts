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

deliveryContract('Argo CD', {
  part: kubernetesDeliveryOf(deliveryParts, argocd),
  settings: argocd,
  answers: [
    [application('Synced', 'Healthy'), 'up'],
    [application('OutOfSync', 'Healthy'), 'down'],
    [application('Synced', 'Healthy', 'Failed'), 'down'],
    [application('Unknown', 'Healthy'), 'unknown'],
  ],
})

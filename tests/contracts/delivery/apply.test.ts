import { loadRenderers } from '@homelab/estate/model'
import { applyFolder, deliveryParts } from '@homelab/kubernetes'
import { kubernetesDeliveryOf } from '@homelab/kubernetes/delivery'
import { deliveryContract } from '../delivery.ts'

await loadRenderers(deliveryParts)

const group = (result: string) => ({
  metadata: { name: 'wiki' },
  status: { result, revision: 'abc', message: 'refused' },
})

deliveryContract('kubectl apply', {
  part: kubernetesDeliveryOf(deliveryParts, applyFolder()),
  settings: applyFolder(),
  answers: [
    [group('Applied'), 'up'],
    [group('Failed'), 'down'],
    [group(''), 'unknown'],
  ],
})

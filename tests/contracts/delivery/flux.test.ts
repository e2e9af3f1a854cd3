import { loadRenderers } from '@homelab/estate/model'
import { deliveryParts, flux } from '@homelab/kubernetes'
import { kubernetesDeliveryOf } from '@homelab/kubernetes/delivery'
import { deliveryContract } from '../delivery.ts'

await loadRenderers(deliveryParts)

const settings = { version: 'v2.9.5', namespace: 'flux-system', root: 'cluster', intervalSeconds: 600 } as const

const kustomization = (ready: string, suspend = false) => ({
  metadata: { name: 'wiki', generation: 2 },
  spec: { suspend },
  status: {
    observedGeneration: 2,
    lastAppliedRevision: 'main@sha1:0a1b',
    conditions: [{ type: 'Ready', status: ready, message: 'applied' }],
  },
})
const changed = { ...kustomization('True'), metadata: { name: 'wiki', generation: 3 } }
const asked = [
  [kustomization('True'), 'up'],
  [kustomization('False'), 'down'],
  [kustomization('Unknown'), 'warning'],
  [{ ...kustomization('True'), status: { conditions: [] } }, 'unknown'],
] as const

for (const sync of ['by-itself', 'by-hand'] as const) {
  const delivery = flux({ ...settings, sync })
  deliveryContract(`Flux ${sync}`, {
    part: kubernetesDeliveryOf(deliveryParts, delivery),
    settings: delivery,
    answers: [...asked, [kustomization('True', true), sync === 'by-hand' ? 'up' : 'warning'], [changed, 'warning']],
  })
}

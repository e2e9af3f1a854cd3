import { loadRenderers, renderer } from '@homelab/estate/model'
import type { KubernetesDelivery } from '@homelab/kubernetes/delivery'
import { standInDelivery, standInGuides } from '../../support/stand-in-delivery.ts'
import { deliveryContract } from '../delivery.ts'

// Those of third persons, which have no command that does all.
const { whole: _, ...byGroup } = standInDelivery
const inItsWords: KubernetesDelivery = {
  ...byGroup,
  renderer: renderer(async () => ({ ...standInDelivery.renderer.get(), guides: standInGuides })),
}
await loadRenderers([standInDelivery])
await loadRenderers([inItsWords])

const parts: readonly (readonly [name: string, part: KubernetesDelivery])[] = [
  ['the stand-in', standInDelivery],
  ['a stand-in that applies one group at a time', byGroup],
  ['a stand-in with words of its own', inItsWords],
]

for (const [name, part] of parts)
  deliveryContract(name, {
    part,
    settings: { kind: 'stand-in' },
    answers: [
      [{ arrived: true }, 'up'],
      [{ arrived: false }, 'down'],
      [{}, 'unknown'],
    ],
  })

import { loadRenderers } from '@homelab/estate/model'
import { applyFolder, argoCd, deliveryParts } from '@homelab/kubernetes'
import { kubernetesDeliveryOf } from '@homelab/kubernetes/delivery'
import { standInDelivery } from '../support/stand-in-delivery.ts'
import { deliveryContract } from './delivery.ts'

await loadRenderers([...deliveryParts, standInDelivery])

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

deliveryContract('the stand-in', {
  part: standInDelivery,
  settings: { kind: 'stand-in' },
  answers: [
    [{ arrived: true }, 'up'],
    [{ arrived: false }, 'down'],
    [{}, 'unknown'],
  ],
})

// One of a third person's, which has no command that does all.
const { whole: _, ...byGroup } = standInDelivery

deliveryContract('a stand-in that applies one group at a time', {
  part: byGroup,
  settings: { kind: 'stand-in' },
  answers: [
    [{ arrived: true }, 'up'],
    [{ arrived: false }, 'down'],
    [{}, 'unknown'],
  ],
})

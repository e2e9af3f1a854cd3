import { type DeliveryPart, type Step, step } from '@homelab/estate/model'
import { apply, flux } from './commands.ts'
import { fluxOf } from './settings.ts'

/**
 * What a group no longer has goes when it is brought. A whole group goes with its Kustomization: the root's run takes it where
 * Flux applies by itself; one that is suspended would leave its objects, so it is resumed and then deleted.
 */
export const ends: NonNullable<DeliveryPart['ends']> = (cluster, group, to, what) => {
  if (what === 'objects') return []
  const { root, sync } = fluxOf(cluster)
  const shown = step(to, 'preview', 'reads', flux(cluster, 'tree', 'kustomization', group), 2)
  const after = [shown.id]
  if (sync === 'by-itself') return [shown, { ...step(to, 'remove', 'destroys', apply(cluster, root)), after }]
  const resumed: Step = {
    ...step(to, 'start', 'changes', flux(cluster, 'resume', 'kustomization', group, '--wait=false')),
    ...{ after, note: 'what is suspended leaves its objects where they are' },
  }
  const removed = step(to, 'remove', 'destroys', flux(cluster, 'delete', 'kustomization', group, '--silent'))
  return [shown, resumed, { ...removed, after: [resumed.id] }]
}

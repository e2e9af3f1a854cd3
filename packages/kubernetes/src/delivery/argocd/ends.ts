import { type DeliveryPart, step } from '@homelab/estate/model'
import { argocd, sync } from './commands.ts'

/** No sync prunes by itself, unless it is told to: an Application is deleted with its objects, or is told to prune what its source no longer has. */
export const ends: NonNullable<DeliveryPart['ends']> = (cluster, group, to, what, byItself) => {
  if (what === 'group') return [step(to, 'remove', 'destroys', argocd(cluster, 'app', 'delete', group, '--cascade'))]
  if (byItself?.prunes === true) return []
  return [
    step(to, 'preview', 'reads', sync(cluster, group, '--prune', '--dry-run'), 2),
    { ...step(to, 'remove', 'destroys', sync(cluster, group, '--prune')), after: [`${to}#preview-2`], until: `${to}?` },
  ]
}

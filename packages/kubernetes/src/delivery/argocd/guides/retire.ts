import { type Command, noted } from '@homelab/formats/page'
import type { GroupToRetire, GuidedCluster } from '../../guides.ts'
import { argocd, gitopsOf, refresh } from './commands.ts'

/** Ends the Applications of a service alone; of those that others share it shows what would go. */
export function retire({ cluster }: GuidedCluster, groups: readonly GroupToRetire[]): readonly Command[] {
  const prunes = groups.some(({ byItself }) => byItself?.prunes === true)
  const root = prunes ? 'the root never prunes by itself' : 'no sync prunes by itself'
  return [
    noted(root, argocd(cluster, 'app', 'sync', gitopsOf(cluster).root)),
    ...groups.map(({ name, shared, holdsData, byItself }) => {
      if (!shared)
        return noted(
          holdsData ? 'takes all its objects along, claims with data too' : 'takes all its objects along',
          argocd(cluster, 'app', 'delete', name, '--cascade'),
        )
      return byItself?.prunes === true
        ? noted(
            `${name} has other services too, and prunes by itself: what it had of this one is gone`,
            refresh(cluster, name),
          )
        : noted(
            `${name} has other services too: look before pruning`,
            argocd(cluster, 'app', 'sync', name, '--prune', '--dry-run'),
          )
    }),
  ]
}

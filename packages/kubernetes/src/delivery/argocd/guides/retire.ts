import { type Command, noted } from '@homelab/formats/page'
import type { GroupToRetire, GuidedCluster } from '../../guides.ts'
import { argocd, gitopsOf } from './commands.ts'

/** Ends the Applications of a service alone; of those that others share it shows what would go. */
export function retire({ cluster }: GuidedCluster, groups: readonly GroupToRetire[]): readonly Command[] {
  return [
    noted('no sync prunes by itself', argocd('app', 'sync', gitopsOf(cluster).root)),
    ...groups.map(({ name, shared, holdsData }) =>
      shared
        ? noted(
            `${name} has other services too: look before pruning`,
            argocd('app', 'sync', name, '--prune', '--dry-run'),
          )
        : noted(
            holdsData ? 'takes all its objects along, claims with data too' : 'takes all its objects along',
            argocd('app', 'delete', name, '--cascade'),
          ),
    ),
  ]
}

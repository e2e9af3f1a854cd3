import { code, noted } from '@homelab/formats/page'
import type { DeliveryGuides } from '../../guides.ts'
import { below, kustomizationOf } from '../commands.ts'
import { sourcesFolder } from '../places.ts'
import { fluxOf } from '../settings.ts'
import { apply, applyFiles, root } from './commands.ts'
import { install } from './install.ts'

/** An empty cluster: Flux by its command line, then everything else by Flux. */
export const bringUp: DeliveryGuides['bringUp'] = {
  itself: () => undefined,
  says: [
    'In this order: each Kustomization waits for those before it (`dependsOn`), and each command for its own.',
    `Where Flux applies by itself it has begun by then; where it does not, ${code('flux resume')} brings each one, and the root suspends it again.`,
    'One that waits for a Secret that is made by hand is tried again every minute.',
  ].join(' '),
  begin: ({ cluster }) => [
    ...install(cluster),
    noted('and what is rendered', applyFiles(cluster, below(cluster, sourcesFolder))),
    applyFiles(cluster, kustomizationOf(cluster, fluxOf(cluster).root)),
    root(cluster),
  ],
  group: ({ cluster }, name) => [apply(cluster, name)],
}

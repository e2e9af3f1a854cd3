import type { Place } from '../place.ts'
import type { ResolvedService } from '../resolved.ts'
import type { Volume } from '../storage.ts'
import { known } from './known.ts'

/** A folder of a host. */
export interface HostFolder {
  readonly at: Place
  /** Absolute. */
  readonly path: string
}

/** Where data lies on a host: what a workload there says, or what is known of a cluster's claims; none where nobody knows. */
export function foldersOf({ at, runs }: Pick<ResolvedService, 'at' | 'runs'>, volume: Volume): readonly HostFolder[] {
  if (at.kind === 'host') return volume.path === undefined ? [] : [{ at, path: volume.path }]
  return known(runs.volumes).flatMap((held): readonly HostFolder[] => {
    if (held.on === 'share' || held.on === 'operator' || held.volume.name !== volume.name) return []
    if (held.on === 'claim') return held.folder === undefined ? [] : [held.folder]
    return held.volume.path === undefined ? [] : [{ at: { kind: 'host', name: held.host }, path: held.volume.path }]
  })
}

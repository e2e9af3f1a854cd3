/** What dashboards and alert rules look at, derived from the resolved estate. */
import { once, type Resolved } from '@homelab/estate/model'
import type { Observed } from '../metrics/observed.ts'
import { collectorsIn } from './collectors.ts'
import { type Held, heldBy } from './holders.ts'
import { backupsIn, hostsIn, textfilesIn } from './hosts.ts'
import { shippersIn } from './shippers.ts'
import { databasesIn, volumesIn } from './storage.ts'
import { storesIn } from './stores.ts'
import { probesIn, targetsIn } from './targets.ts'

/** Everything of an estate that is watched. */
export const observe = once((resolved): Observed => observed(resolved, { ...collectorsIn(resolved), has: () => true }))

/** What one Prometheus has series of. */
export function observedBy(resolved: Resolved, prometheus: string): Observed {
  return observed(resolved, heldBy(resolved)(prometheus))
}

function observed(resolved: Resolved, held: Held): Observed {
  const all = collectorsIn(resolved)
  const targets = targetsIn(resolved, all).filter(({ by }) => held.has(by))
  return {
    targets: targets.map(({ of: _, by: __, ...target }) => target),
    probes: probesIn(resolved, held),
    backups: backupsIn(resolved, held),
    databases: databasesIn(resolved, targets),
    volumes: volumesIn(resolved, targets, held),
    hosts: hostsIn(resolved, targets),
    textfiles: textfilesIn(resolved, held),
    shippers: shippersIn(resolved, held),
    ...storesIn(resolved, targets, held),
  }
}

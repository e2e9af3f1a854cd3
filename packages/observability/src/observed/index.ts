/** What dashboards and alert rules look at, derived from the resolved estate. */
import type { Resolved } from '@homelab/estate'
import type { Observed } from '../metrics/observed.ts'
import { collectorsIn } from './collectors.ts'
import { backupsIn, hostsIn, textfilesIn } from './hosts.ts'
import { shippersIn } from './shippers.ts'
import { databasesIn, volumesIn } from './storage.ts'
import { storesIn } from './stores.ts'
import { probesIn, targetsIn } from './targets.ts'

const made = new WeakMap<Resolved, Observed>()

/** Everything of an estate that is watched. Made once for each resolved estate. */
export function observe(resolved: Resolved): Observed {
  const known = made.get(resolved)
  if (known !== undefined) return known
  const fresh = makeObserved(resolved)
  made.set(resolved, fresh)
  return fresh
}

function makeObserved(resolved: Resolved): Observed {
  const collectors = collectorsIn(resolved)
  const targets = targetsIn(resolved, collectors)
  return {
    targets: targets.map(({ of: _, ...target }) => target),
    probes: probesIn(resolved),
    backups: backupsIn(resolved, collectors),
    databases: databasesIn(resolved, targets),
    volumes: volumesIn(resolved, targets, collectors),
    hosts: hostsIn(resolved, targets),
    textfiles: textfilesIn(resolved, collectors),
    shippers: shippersIn(resolved, collectors),
    ...storesIn(resolved, targets, collectors),
  }
}

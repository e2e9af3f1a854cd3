/** What dashboards and alert rules look at, derived from the resolved estate. */
import { once } from '@homelab/estate/model'
import type { Observed } from '../metrics/observed.ts'
import { collectorsIn } from './collectors.ts'
import { backupsIn, hostsIn, textfilesIn } from './hosts.ts'
import { shippersIn } from './shippers.ts'
import { databasesIn, volumesIn } from './storage.ts'
import { storesIn } from './stores.ts'
import { probesIn, targetsIn } from './targets.ts'

/** Everything of an estate that is watched. */
export const observe = once((resolved): Observed => {
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
})

import { service } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { dashboardPart, exporterPart, gauge, sightParts } from '@homelab/observability'
import type { framed } from '@homelab/observability/drawing'
import { standInDelivery } from '../support/stand-in-delivery.ts'
import { standInStore } from '../support/stand-in-store.ts'
import { pod } from './parts.ts'

/** Both are the estate's own. */
const oven = exporterPart({
  kind: 'oven',
  title: 'Oven 1.0',
  sources: ['https://example.org/oven'],
  metrics: { oven_degrees: gauge('shelf') },
})

type Named = Parameters<typeof framed>[0]

/** A dashboard of an oven, drawn by the fixture. */
export function ovenDashboard(draw: (named: Named) => ReturnType<typeof framed>) {
  return dashboardPart({
    kind: 'oven',
    title: 'Oven',
    tags: ['oven'],
    shows: ['oven'],
    load: () => Promise.resolve({ draw }),
  })
}

export const frame = { from: 'now-1h', timezone: '', tooltip: 0, schema: 39, version: 1 } as const

/** Asks the oven. */
export const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'collects',
  ports: {},
  workload: pod(),
  collects: ['metrics'],
})

/** What the estate of an oven is made of, besides its dashboard. */
export const ovenParts = [...clusterParts, standInDelivery, standInStore, ...sightParts, oven]

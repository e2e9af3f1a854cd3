import { type Dashboard, framed, prom, type Query, stat, steps, timeseries, upDown } from '../../drawing/index.ts'
import type { Named } from '../dashboard.ts'

/** Databases that people use: not the templates that new ones are copied from. */
const used = '{datname!~"template.*"}'

/** Facts G9. It has no panel 9. */
export function draw(named: Named): Dashboard {
  const frame = { from: 'now-1h', timezone: 'browser', tooltip: 0, schema: 39, version: 4 } as const
  return framed(named, frame, [
    stat({
      id: 1,
      title: 'PostgreSQL Up',
      at: [0, 0, 6, 4],
      unit: 'short',
      queries: [prom('cnpg_collector_up')],
      ...upDown,
    }),
    stat({
      id: 2,
      title: 'Active Connections',
      at: [6, 0, 6, 4],
      unit: 'short',
      queries: [prom('sum(cnpg_backends_total{state="active"})')],
    }),
    stat({
      id: 3,
      title: 'Total Connections',
      at: [12, 0, 6, 4],
      unit: 'short',
      queries: [prom('sum(cnpg_backends_total)')],
    }),
    stat({
      id: 4,
      title: 'Total Database Size',
      at: [18, 0, 6, 4],
      unit: 'decbytes',
      queries: [prom('sum(cnpg_pg_database_size_bytes)')],
    }),
    timeseries({
      id: 5,
      title: 'Connections by State',
      at: [0, 4, 12, 8],
      unit: 'short',
      queries: [prom('sum by (state) (cnpg_backends_total)', '{{state}}')],
    }),
    timeseries({
      id: 6,
      title: 'Database Size',
      at: [12, 4, 12, 8],
      unit: 'decbytes',
      queries: [prom(`cnpg_pg_database_size_bytes${used}`, '{{datname}}')],
    }),
    timeseries({
      id: 7,
      title: 'Tuple Operations Rate',
      at: [0, 12, 12, 8],
      unit: 'ops',
      queries: [
        rate('tup_fetched', 'fetched'),
        rate('tup_inserted', 'inserted'),
        rate('tup_updated', 'updated'),
        rate('tup_deleted', 'deleted'),
      ],
    }),
    timeseries({
      id: 8,
      title: 'Transactions Rate',
      at: [12, 12, 12, 8],
      unit: 'short',
      queries: [rate('xact_commit', 'commits'), rate('xact_rollback', 'rollbacks')],
    }),
    timeseries({
      id: 10,
      // Of every database, whatever the facts' title says; see differences.ts.
      title: 'Transaction ID Age (autovacuum threshold: 200M)',
      at: [12, 20, 12, 6],
      unit: 'short',
      min: 0,
      max: 220_000_000,
      queries: [prom('cnpg_pg_database_xid_age', '{{datname}}')],
      thresholds: steps('green', [150_000_000, 'yellow'], [200_000_000, 'red']),
    }),
  ])
}

function rate(column: string, what: string): Query {
  return prom(`rate(cnpg_pg_stat_database_${column}${used}[5m])`, `{{datname}} ${what}`)
}

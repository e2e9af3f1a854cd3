import { type Difference, difference, made } from '@homelab/estate'
import type { DashboardKind } from './specs.ts'

const page = 'grafana-dashboards.md'

/** Where a dashboard deliberately differs from the one in use, and what became of each known inconsistency (facts G). */
const all: Readonly<Partial<Record<DashboardKind, readonly Difference[]>>> = {
  borgmatic: [
    difference('the place of panel 14 in the file', {
      today: 'before panels 11 to 13, although it is drawn at the bottom',
      now: 'kept',
      why: 'the grid decides where it is drawn, not the order in the file',
      facts: 'G2',
      settles: `${page}: \`borgmatic\``,
    }),
  ],
  flyio: [
    difference('the title of panel 6', {
      today: 'Upstream Response Time p95',
      now: 'Request Duration p95',
      why: 'the histogram counts the whole request',
      facts: 'G4',
      settles: `${page}: \`flyio\` panel 6`,
    }),
    difference('the id of panel 7', {
      today: 'between 3 and 4',
      now: 'kept',
      why: 'the order of ids has no effect, and another id breaks links to the panel',
      facts: 'G4',
      settles: `${page}: \`flyio\``,
    }),
  ],
  macos: [
    difference('panels 31, 51 and 52 follow the chosen disks and network devices', {
      today: 'only their neighbours 30 and 50 do',
      now: 'all five do',
      why: 'a choice that moves half of a section misleads',
      facts: 'G7',
    }),
  ],
  overview: [
    difference('a dashboard that says whether everything is well', {
      today: 'none',
      now: 'one page: alerts, probes, targets, age of backups, space, restarts, certificates, ingestion',
      why: 'an operator asks this first',
      facts: 'G1',
      changes: [{ kind: 'ConfigMap', name: '*-overview' }],
    }),
  ],
  postgresql: [
    difference('the title of panel 10', {
      today: 'speaks of one service',
      now: 'Transaction ID Age (autovacuum threshold: 200M)',
      why: 'the query returns every database',
      facts: 'G9',
      settles: `${page}: \`postgresql\` panel 10`,
    }),
    difference('the colours of panel 1', {
      today: 'steps at 80 and 100',
      now: 'DOWN in red, UP in green',
      why: 'those steps mean percentages and coloured an up/down value as if it were low',
      facts: 'G9',
      settles: `${page}: \`postgresql\` panel 1`,
    }),
    difference('panel 2 sums the active connections', {
      today: 'a value for each user and application',
      now: 'one value',
      why: 'the panel shows one number and calls it all of them',
      facts: 'G9',
    }),
    difference('panel 9, the refresh interval and the schema', {
      today: 'no panel 9, no interval, schema 39 where the others have 38',
      now: 'kept',
      why: 'ids are in links and saved settings; the rest is a choice, not a fault',
      facts: 'G9',
      settles: `${page}: \`postgresql\``,
    }),
  ],
  services: [
    difference('which services are shown', {
      today: 'five',
      now: 'every probed service of the estate',
      why: 'the list comes from the services, so that a new one appears by itself',
      facts: 'G10',
    }),
  ],
}

/** The differences of one dashboard, for the file of its service. */
export function dashboardDifferences(kind: DashboardKind): readonly Difference[] {
  const changes = [{ kind: 'ConfigMap', name: `*-${kind}`, fields: [`data["${kind}.json"]`] }]
  return (all[kind] ?? []).map(each => made({ changes, ...each, shownBy: 'dashboards' }))
}

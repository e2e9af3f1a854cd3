import { difference } from '@homelab/estate/model'
import { dashboardPart } from '../dashboard.ts'

/** The servers of CloudNativePG (facts G9). */
export const postgresqlDashboard = dashboardPart({
  kind: 'postgresql',
  title: 'PostgreSQL',
  tags: ['postgresql', 'database'],
  shows: ['cnpg'],
  details: 'databases',
  differences: [
    difference('the title of panel 10', {
      today: 'speaks of one service',
      now: 'Transaction ID Age (autovacuum threshold: 200M)',
      why: 'the query returns every database',
      facts: 'G9',
      settles: `grafana-dashboards.md: \`postgresql\` panel 10`,
    }),
    difference('the colours of panel 1', {
      today: 'steps at 80 and 100',
      now: 'DOWN in red, UP in green',
      why: 'those steps mean percentages and coloured an up/down value as if it were low',
      facts: 'G9',
      settles: `grafana-dashboards.md: \`postgresql\` panel 1`,
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
      settles: `grafana-dashboards.md: \`postgresql\``,
    }),
  ],
  load: () => import('./render.ts'),
})

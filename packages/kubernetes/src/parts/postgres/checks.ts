import { type Finding, isPort, type ResolvedRoute, type ResolvedService } from '@homelab/estate/model'
import { checkAmounts } from '../../cluster/checks.ts'
import type { CheckKnown } from '../part.ts'
import type { PostgresWorkload } from './workload.ts'

/** What types can't say of a server. */
export function checkPostgres(service: ResolvedService, workload: PostgresWorkload, { routes }: CheckKnown): Finding[] {
  const own = routes.filter(({ kind }) => kind === 'tailnet')
  return [...checkMetricsRoute(service, workload, own), ...checkAmounts(service, { name: 'postgres', ...workload })]
}

function checkMetricsRoute(
  { name: subject, file, ports: { metrics } }: ResolvedService,
  { metricsThrough }: PostgresWorkload,
  routes: readonly ResolvedRoute[],
): Finding[] {
  if (metrics === undefined || metricsThrough === undefined) return []
  const route = routes.find(({ port }) => port === 'metrics')
  if (route?.protocol === 'tcp' && route.listen === metrics.port) return []
  // That it listens on no port is a finding already.
  if (route !== undefined && !isPort(route.listen)) return []
  return [
    {
      code: 'unreachable-route',
      where: { subject, path: 'workload.metricsThrough', file },
      problem: 'the metrics have no endpoint in the tailnet on the port that is scraped',
      ...(route !== undefined && { got: `${route.protocol} ${route.listen}` }),
      expected: `a tailnet route of port metrics that listens on ${metrics.port}`,
      fix: 'say `listen` in the route, or leave out metricsThrough',
    },
  ]
}

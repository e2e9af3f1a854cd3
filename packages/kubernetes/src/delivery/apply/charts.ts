import type { Finding } from '@homelab/estate/model'
import { chartSource } from '../../parts/chart/source.ts'
import type { Member } from '../group.ts'

/** Charts that the script does not fetch: it takes them out of Git. */
export function checkFetched(members: readonly Member[]): Finding[] {
  return members.flatMap(({ chart, service, cluster }): readonly Finding[] => {
    if (chart === undefined || chartSource(chart).by === 'git') return []
    return [
      {
        code: 'unclaimed-workload',
        where: { subject: service.name, path: 'workload.chart', file: service.file },
        problem: `${cluster.name} has a rendered folder applied by a script, which takes charts out of Git alone`,
        got: chart.repository,
        fix: 'say the Git repository and the folder of the chart (`path`), or let Argo CD or Flux deliver',
      },
    ]
  })
}

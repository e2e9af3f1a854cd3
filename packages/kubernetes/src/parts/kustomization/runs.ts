import { known, type Mine, type Runs } from '@homelab/estate/model'
import { ofCluster } from '../../runs/of-cluster.ts'
import { ofLogins } from '../secret/runs.ts'
import type { KustomizationWorkload } from './workload.ts'

/** What upstream's manifests bring is not known, but by the names of the files. */
export function kustomizationRuns(workload: KustomizationWorkload, mine: Mine): Runs {
  const { name } = mine.service
  const runs = ofCluster(workload, mine, { whole: false, pods: [], reads: [] })
  return {
    ...runs,
    delivered: [...known(runs.delivered), ...ofLogins(mine, workload.namespace)],
    pods: 'unknown',
    volumes: 'unknown',
    releases: workload.resources.map(url => ({
      ...{ id: `${name}/release/${url}`, part: 'kustomization', of: 'manifests', url },
    })),
  }
}

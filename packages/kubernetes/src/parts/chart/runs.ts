import { known, type Mine, type Release, type Runs, type SecretRead } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { ofCluster } from '../../runs/of-cluster.ts'
import { pickedPods } from '../../runs/picked-pods.ts'
import { entries } from '../../runs/secret-reads.ts'
import { databaseSecrets } from '../secret/of-databases.ts'
import { loginSecrets } from '../secret/of-logins.ts'
import { copyReaders, ofDatabases, ofLogins } from '../secret/runs.ts'
import { namedIn } from './values.ts'
import type { ChartWorkload } from './workload.ts'

/** Pods of a Helm chart, and what its author says of them. */
export function chartRuns(workload: ChartWorkload, mine: Mine): Runs {
  const { name } = mine.service
  const { namespace, releaseName, path, chart, revision, repository } = workload
  const of = chart ?? path ?? ''
  const { databases, roles, logins } = mine
  const named = [...namedIn(workload.values), ...(workload.reads ?? [])]
  const runs = ofCluster(workload, mine, {
    whole: false,
    pods: [pickedPods(name, 'chart', namespace, releaseLabels(releaseName))],
    reads: chartReads(name, namespace, [
      ...databaseSecrets(databases, roles).map(({ secret, key }) => ({ secret, key })),
      ...loginSecrets(logins).flatMap(({ name: secret, data }) => Object.keys(data).map(key => ({ secret, key }))),
      ...[...new Set(named)].map(secret => ({ secret })),
    ]),
  })
  const release: Release = {
    id: `${name}/release/${of}`,
    part: 'chart',
    of: 'chart',
    name: of,
    revision,
    repository,
  }
  return {
    ...runs,
    delivered: [...known(runs.delivered), ...ofDatabases(mine, namespace), ...ofLogins(mine, namespace)],
    identities: [...known(runs.identities), ...copyReaders(mine, namespace)],
    releases: [release],
    volumes: 'unknown',
  }
}

/** https://helm.sh/docs/chart_best_practices/labels/ */
function releaseLabels(release: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': release }
}

/** The Secrets of its namespace that a chart's pods read, as its user says. */
function chartReads(
  service: string,
  namespace: string,
  reads: readonly { readonly secret: string; readonly key?: string }[],
): readonly SecretRead[] {
  return entries(
    service,
    undefined,
    'chart',
    reads.map(({ secret, key }) => ({
      ...{ name: secret, namespace, ...present({ key }) },
      optional: false,
      by: 'its chart',
    })),
  )
}

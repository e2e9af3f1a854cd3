import type { Finding, Flow, Lookup, ResolvedDatabase, ResolvedService } from '@homelab/estate'
import type { PodWorkload } from '../workloads/pods.ts'
import { isStoreUse } from '../workloads/uses.ts'
import { databaseUrls, envUses } from './env.ts'
import { isPods, isRendered, type RenderedWorkload } from './workloads.ts'

/** The needs of a service whose use is rendered with it: variables of its containers, and the cluster's secret store. */
export function takenBy(
  find: Lookup,
  { name }: ResolvedService,
  workload: RenderedWorkload,
): (Flow | ResolvedDatabase)[] {
  const stores = find.flowsFrom(name).filter(({ use }) => isStoreUse(use))
  if (!isPods(workload)) return stores
  const variables = envUses(find.flowsFrom(name)).map(({ flow }) => flow)
  const urls = databaseUrls(find.databasesFor(name)).map(({ database }) => database)
  return [...stores, ...variables, ...urls]
}

/** Variables for a container that the pods don't have: they would be missing without a word. */
export function checkUses(find: Lookup, { name: subject, file, workload }: ResolvedService): Finding[] {
  if (!isRendered(workload) || !isPods(workload)) return []
  const containers = othersOf(workload)
  return envUses(find.flowsFrom(subject))
    .filter(({ use: { container } }) => container !== undefined && !containers.includes(container))
    .map(({ flow: { to }, use: { container } }) => ({
      code: 'unknown-container',
      where: { subject, path: `needs.${to}.use`, file },
      problem: 'nothing gets the variables of this need',
      got: JSON.stringify(container),
      expected: [...containers, 'no name for the main container'].join(' or '),
      mend: 'name one of its containers',
    }))
}

function othersOf({ sidecars = [], initContainers = [] }: PodWorkload): readonly string[] {
  return [...sidecars, ...initContainers].map(({ name }) => name)
}

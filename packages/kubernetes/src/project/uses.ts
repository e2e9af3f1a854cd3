import {
  type Finding,
  type Flow,
  isStoreUse,
  type Keeping,
  type Lookup,
  type ResolvedDatabase,
  type ServiceWithWorkload,
  storeOf,
} from '@homelab/estate'
import { mainName } from '../runs/pods.ts'
import type { PodWorkload } from '../workloads/pods.ts'
import { databaseUrls, envUses } from './env.ts'
import { isPods, isRendered, type RenderedWorkload } from './workloads.ts'

/** The needs of a service whose use is rendered with it: variables of its containers, and the cluster's secret store. */
export function takenBy(
  resolved: Keeping,
  find: Lookup,
  { name }: ServiceWithWorkload,
  workload: RenderedWorkload,
): (Flow | ResolvedDatabase)[] {
  const isTaken = (vault: string): boolean => {
    const store = storeOf(resolved, vault)
    // Of a vault that nothing keeps a finding tells already.
    return store === undefined || store.pods !== undefined
  }
  const stores = find.flowsFrom(name).filter(({ use }) => isStoreUse(use) && isTaken(use.vault))
  if (!isPods(workload)) return stores
  const variables = envUses(find.flowsFrom(name)).map(({ flow }) => flow)
  const urls = databaseUrls(find.databasesFor(name)).map(({ database }) => database)
  return [...stores, ...variables, ...urls]
}

/** Variables for a container that the pods don't have: they would be missing without a word. */
export function checkUses(find: Lookup, { name: subject, file, workload }: ServiceWithWorkload): Finding[] {
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

/** Variables that a container gets from two places: one of the two would be lost without a word. */
export function checkVariables(find: Lookup, service: ServiceWithWorkload): Finding[] {
  const { name: subject, file, workload } = service
  if (!isRendered(workload) || !isPods(workload)) return []
  const { container, sidecars = [], initContainers = [] } = workload
  const flows = envUses(find.flowsFrom(subject))
  const urls = databaseUrls(find.databasesFor(subject)).map(({ use }) => use.variable)
  const main = { name: mainName(service.name, workload), env: container.env, sidecar: undefined, urls }
  const others = [...sidecars, ...initContainers].map(({ name, env }) => ({ name, env, sidecar: name, urls: [] }))
  return [main, ...others].flatMap(({ name, env = {}, sidecar, urls: given }) => {
    const needed = flows.filter(({ use }) => use.container === sidecar).flatMap(({ use }) => Object.keys(use.variables))
    const all = [...Object.keys(env), ...given, ...needed]
    return [...new Set(all.filter((variable, index) => all.indexOf(variable) !== index))].map(
      (variable): Finding => ({
        code: 'duplicate-setting',
        where: { subject, path: `${name}.env.${variable}`, file },
        problem: 'the container gets this variable from two places: its own, or needs',
        mend: 'give one of the two another name, or leave it out',
      }),
    )
  })
}

function othersOf({ sidecars = [], initContainers = [] }: PodWorkload): readonly string[] {
  return [...sidecars, ...initContainers].map(({ name }) => name)
}

import type { Cluster, ResolvedWithWorkloads } from '@homelab/estate/model'
import { App, Chart } from 'cdk8s'
import { type ObjectFile, objectFiles } from '../../cluster/files.ts'
import { freshId } from '../../cluster/scope.ts'
import type { Delivered, ToDeliver } from '../contract.ts'
import type { Member } from '../group.ts'
import { checkAutomated } from './automated.ts'
import { ArgoApplication, ArgoProject } from './construct.ts'
import { checkIgnored } from './ignored.ts'
import { checkRepositories } from './repositories.ts'
import { checkRights } from './rights.ts'
import { argoCdOf } from './settings.ts'
import { checkSizes } from './sizes.ts'
import { applicationProps, projectProps, rootProps } from './sources.ts'
import { checkSyncOptions } from './sync-options.ts'
import { checkWindows } from './windows.ts'

export { groupsToCompare } from './compared.ts'
export { guides } from './guides/index.ts'

/** The Application objects, and what Argo CD would stumble over. */
export function renderDelivery({ resolved, cluster, members, objects, definitions }: ToDeliver): Delivered {
  const filled = new Set([...objects].flatMap(([name, files]) => (files.length === 0 ? [] : [name])))
  const applications = applicationObjects(resolved, cluster, members, filled)
  const applicationNames = applications.flatMap(({ manifest: { kind, metadata } }) =>
    kind === 'Application' ? [metadata.name] : [],
  )
  return {
    files: applications.map(({ file }) => ({ ...file, path: file.path.replace('/Application-', '/') })),
    objects: applications,
    findings: [
      ...checkSyncOptions(members),
      ...checkIgnored(objects, members),
      ...checkAutomated(cluster, members, objects),
      ...checkWindows(cluster, applicationNames, resolved.file),
      ...checkRights(resolved.services.filter(({ name }) => members.some(({ service }) => service.name === name))),
      ...checkSizes([...objects], members, definitions),
      ...checkRepositories(cluster, applications, members, [...objects.values()].flat()),
    ],
  }
}

/** The Application objects: the root, and one for each name; and their project, where it is rendered. */
function applicationObjects(
  resolved: ResolvedWithWorkloads,
  cluster: Cluster,
  members: readonly Member[],
  filled: ReadonlySet<string>,
): ObjectFile[] {
  const { root } = argoCdOf(cluster)
  const chart = new Chart(new App(), 'apps')
  const groups = [...Map.groupBy(members, ({ application }) => application.name)]
  const sources = new Map(groups.map(([name, [first]]) => [name, first?.service.file ?? resolved.file]))
  const project = projectProps(cluster)
  if (project !== undefined) new ArgoProject(chart, freshId(chart, `project ${project.name}`), project)
  new ArgoApplication(chart, root, rootProps(cluster))
  for (const [name, [first, ...rest]] of groups) {
    if (first !== undefined)
      new ArgoApplication(chart, freshId(chart, name), applicationProps([first, ...rest], filled.has(name)))
  }
  return objectFiles(chart, `${cluster.source.folder}/apps`, scope => sources.get(scope) ?? resolved.file)
}

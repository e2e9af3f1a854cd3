import { App, Chart } from 'cdk8s'
import { type ObjectFile, objectFiles } from '../../cluster/files.ts'
import { freshId } from '../../cluster/scope.ts'
import type { Delivered, ToDeliver } from '../contract.ts'
import { accessObjects, allowedIn, checkAccess } from './access.ts'
import { checkAutomated } from './automated.ts'
import { ArgoApplication, ArgoProject } from './construct.ts'
import { checkElsewhere, homeOf, isElsewhere } from './elsewhere.ts'
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
export function renderDelivery(all: ToDeliver): Delivered {
  const { resolved, cluster, members, objects, definitions } = all
  const applications = applicationObjects(all)
  const access = accessObjects(all)
  const applicationNames = applications.flatMap(({ manifest: { kind, metadata } }) =>
    kind === 'Application' ? [metadata.name] : [],
  )
  return {
    files: [...applications, ...access].map(({ file }) => ({
      ...file,
      path: file.path.replace('/apps/Application-', '/apps/'),
    })),
    objects: [...(isElsewhere(cluster) ? [] : applications), ...access],
    findings: [
      ...checkSyncOptions(members),
      ...checkIgnored(objects, members),
      ...checkAutomated(cluster, members, objects),
      ...checkWindows(cluster, applicationNames, resolved.file),
      ...checkRights(resolved.services.filter(({ name }) => members.some(({ service }) => service.name === name))),
      ...checkSizes([...objects], members, definitions),
      ...checkElsewhere(all),
      ...checkAccess(all),
      ...checkRepositories(cluster, applications, members, [...objects.values()].flat()),
    ],
  }
}

/** The Application objects: the root, and one for each name; and their project, where it is rendered. */
function applicationObjects({ resolved, cluster, members, objects }: ToDeliver): ObjectFile[] {
  const { root } = argoCdOf(cluster)
  const chart = new Chart(new App(), 'apps')
  const groups = [...Map.groupBy(members, ({ application }) => application.name)]
  const sources = new Map(groups.map(([name, [first]]) => [name, first?.service.file ?? resolved.file]))
  const applications = groups.flatMap(([name, [first, ...rest]]) =>
    first === undefined ? [] : [applicationProps([first, ...rest], (objects.get(name) ?? []).length > 0)],
  )
  const project = projectProps(cluster, allowedIn(cluster, applications, members, [...objects.values()].flat()))
  if (project !== undefined) new ArgoProject(chart, freshId(chart, `project ${project.name}`), project)
  new ArgoApplication(chart, root, rootProps(cluster, homeOf(resolved, cluster) ?? cluster))
  for (const application of applications) new ArgoApplication(chart, freshId(chart, application.name), application)
  return objectFiles(chart, `${cluster.source.folder}/apps`, scope => sources.get(scope) ?? resolved.file)
}

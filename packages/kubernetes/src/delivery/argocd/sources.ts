import type { Cluster, ClusterSource } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { chartSource } from '../../parts/chart/source.ts'
import type { ChartWorkload } from '../../parts/chart/workload.ts'
import { type Member, manifestsFolder, valuesFile } from '../group.ts'
import type { Application, ApplicationSource } from './application.ts'
import type { ArgoApplicationProps, ArgoProjectProps } from './construct.ts'
import { hasProject } from './project.ts'
import { type ArgoCdDelivery, argoCdOf } from './settings.ts'
import { rootSyncing, type Syncing, syncingOf } from './syncing.ts'

/**
 * The Application of one or more services that share it: what any of them says of it holds for all. Where they contradict
 * each other a finding says so: see `checkShared`.
 *
 * @param hasManifests whether objects are rendered into its folder; a chart alone has none
 */
export function applicationProps(members: readonly [Member, ...Member[]], hasManifests: boolean): ArgoApplicationProps {
  const [first] = members
  const merged: Application = Object.assign({}, ...members.map(({ application }) => application))
  const argo = argoCdOf(first.cluster)
  const namespace = merged.namespace ?? first.namespace
  return {
    name: merged.name,
    namespace: argo.namespace,
    project: argo.project,
    sources: sourcesOf(members, merged, hasManifests),
    destination: { ...destinationOf(first.cluster), ...(namespace !== 'none' && { namespace }) },
    ...present({ automated: automatedOf(argo, merged) }),
    ...syncing(merged),
  }
}

/**
 * What is not compared is left alone by syncs too: else each puts back the field that somebody else keeps.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-difference-configs
 */
function syncing(application: Application): Pick<ArgoApplicationProps, 'syncOptions' | 'ignoreDifferences'> {
  const { syncOptions = ['CreateNamespace=true'], ignoreDifferences = [] } = application
  if (ignoreDifferences.length === 0) return { syncOptions }
  return {
    syncOptions: [...syncOptions, 'RespectIgnoreDifferences=true'],
    // The API server drops an empty group, which is out of sync with what was applied forever.
    ignoreDifferences: ignoreDifferences.map(({ group = '', ...ignored }) =>
      group === '' ? ignored : { group, ...ignored },
    ),
  }
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/ */
function automatedOf(delivery: ArgoCdDelivery, application: Syncing): ArgoApplicationProps['automated'] {
  const { sync, prune, selfHeal } = syncingOf(delivery, application)
  if (sync === 'by-hand') return undefined
  return { ...(prune && { prune }), ...(selfHeal && { selfHeal }) }
}

/** Another cluster is called by its name, which its Secret says with its address: that stands once. */
function destinationOf({ name, server, delivery }: Cluster): { readonly server: string } | { readonly name: string } {
  return delivery.from === undefined ? { server } : { name }
}

/** The project, where it is rendered. */
export function projectProps(cluster: Cluster, allows: ArgoProjectProps['allows']): ArgoProjectProps | undefined {
  const argo = argoCdOf(cluster)
  if (!hasProject(argo)) return undefined
  const { project: name, namespace, windows } = argo
  const syncWindows = windows?.map(({ applications = ['*'], timeZone, ...window }) => ({
    ...window,
    applications: [...applications],
    ...present({ timeZone }),
  }))
  return { name, namespace, ...present({ syncWindows, allows }) }
}

/** The cluster's rendered folder as Argo CD sees it: from the repository's root. */
function repositoryFolder({ rendered, folder }: ClusterSource): string {
  return `${rendered}/${folder}`
}

/**
 * The Application that holds all others. They lie beside Argo CD, in its own project: that of another cluster allows nothing there.
 *
 * @param home the cluster in which Argo CD runs
 */
export function rootProps(cluster: Cluster, home: Cluster): ArgoApplicationProps {
  const { source } = cluster
  const argo = argoCdOf(cluster)
  const { namespace, root } = argo
  const { project } = argoCdOf(home)
  return {
    ...{ name: root, namespace, project },
    ...present({ automated: automatedOf(argo, rootSyncing(argo)) }),
    sources: [
      { repoURL: source.repository, targetRevision: source.revision, path: `${repositoryFolder(source)}/apps` },
    ],
    destination: { server: home.server, namespace },
    syncOptions: ['CreateNamespace=true'],
  }
}

function sourcesOf(
  members: readonly [Member, ...Member[]],
  merged: Application,
  hasManifests: boolean,
): ArgoApplicationProps['sources'] {
  const [given, ...others] = merged.sources ?? []
  const more = merged.moreSources ?? []
  if (given !== undefined) return [given, ...others, ...more]
  const [first] = members
  const { source } = first.cluster
  const chart = members.find(member => member.chart !== undefined)?.chart
  const folder = first.rendered ? repositoryFolder(source) : argoCdOf(first.cluster).handwritten
  const plain: ApplicationSource = {
    repoURL: merged.repository ?? source.repository,
    targetRevision: merged.targetRevision ?? source.revision,
    path: merged.path ?? `${folder}/${manifestsFolder(merged.name)}`,
    ...present({ directory: merged.directory }),
  }
  if (chart === undefined) return [plain, ...more]
  return [...chartSources(chart, merged.name, first.cluster), ...(hasManifests ? [plain] : []), ...more]
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository */
function chartSources(chart: ChartWorkload, name: string, { source }: Cluster): [ApplicationSource, ApplicationSource] {
  const from = chartSource(chart)
  return [
    {
      // A registry is called without its scheme: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#declarative
      repoURL: chart.repository.replace(/^oci:\/\//, ''),
      targetRevision: chart.revision,
      ...(from.by === 'git' ? { path: from.path } : { chart: from.chart }),
      helm: { releaseName: chart.releaseName, valueFiles: [`$values/${repositoryFolder(source)}/${valuesFile(name)}`] },
    },
    { repoURL: source.repository, targetRevision: source.revision, ref: 'values' },
  ]
}

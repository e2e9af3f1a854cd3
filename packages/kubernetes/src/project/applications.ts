import type { Cluster, GitOps, ResolvedService } from '@homelab/estate'
import type { ArgoApplicationProps } from '../constructs/application.ts'
import type { ChartWorkload } from '../parts/chart/workload.ts'
import type { Application, ApplicationSource } from '../workloads/application.ts'

/** An Application with the services that it holds. */
export interface Member {
  readonly application: Application
  readonly service: ResolvedService
  readonly cluster: Cluster
  /** The workload's namespace. */
  readonly namespace: string
  /** Rendered here; otherwise hand-written, at its old path. */
  readonly rendered: boolean
  readonly chart?: ChartWorkload
}

/** Where the rendered manifests of an Application lie, relative to the rendered folder. */
export function manifestsFolder(application: string): string {
  return `manifests/${application}`
}

export function valuesFile(application: string): string {
  return `values/${application}.yaml`
}

/**
 * The Application of one or more services that share it: what any of them says of it holds for all. Where they contradict
 * each other a finding says so: see `checkShared`.
 *
 * @param hasManifests whether objects are rendered into its folder; a chart alone has none
 */
export function applicationProps(members: readonly [Member, ...Member[]], hasManifests: boolean): ArgoApplicationProps {
  const [first] = members
  const merged: Application = Object.assign({}, ...members.map(({ application }) => application))
  const { gitops, server } = first.cluster
  const namespace = merged.namespace ?? first.namespace
  return {
    name: merged.name,
    namespace: gitops.namespace,
    project: gitops.project,
    sources: sourcesOf(members, merged, hasManifests),
    destination: { server, ...(namespace === 'none' ? {} : { namespace }) },
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
    // The API server drops an empty group, which is out of sync with what was applied for ever.
    ignoreDifferences: ignoreDifferences.map(({ group = '', ...ignored }) =>
      group === '' ? ignored : { group, ...ignored },
    ),
  }
}

/** The cluster's rendered folder as Argo CD sees it: from the repository's root. */
function repositoryFolder({ rendered, folder }: GitOps): string {
  return `${rendered}/${folder}`
}

/** The Application that holds all others. */
export function rootProps({ gitops, server }: Cluster): ArgoApplicationProps {
  return {
    name: gitops.root,
    namespace: gitops.namespace,
    project: gitops.project,
    sources: [
      { repoURL: gitops.repository, targetRevision: gitops.revision, path: `${repositoryFolder(gitops)}/apps` },
    ],
    destination: { server, namespace: gitops.namespace },
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
  const { gitops } = first.cluster
  const chart = members.find(member => member.chart !== undefined)?.chart
  const folder = first.rendered ? repositoryFolder(gitops) : gitops.handwritten
  const plain: ApplicationSource = {
    repoURL: merged.repository ?? gitops.repository,
    targetRevision: merged.targetRevision ?? gitops.revision,
    path: merged.path ?? `${folder}/${manifestsFolder(merged.name)}`,
    ...(merged.directory === undefined ? {} : { directory: merged.directory }),
  }
  if (chart === undefined) return [plain, ...more]
  return [...chartSources(chart, merged.name, first.cluster), ...(hasManifests ? [plain] : []), ...more]
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository */
function chartSources(chart: ChartWorkload, name: string, { gitops }: Cluster): [ApplicationSource, ApplicationSource] {
  return [
    {
      repoURL: chart.repository,
      targetRevision: chart.revision,
      path: chart.path,
      helm: { releaseName: chart.releaseName, valueFiles: [`$values/${repositoryFolder(gitops)}/${valuesFile(name)}`] },
    },
    { repoURL: gitops.repository, targetRevision: gitops.revision, ref: 'values' },
  ]
}

import type { ContentPrinter } from '@homelab/content'
import {
  type Cluster,
  lookup,
  type Rendered,
  type RenderedFile,
  type Resolved,
  type ResolvedService,
} from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import { App, Chart } from 'cdk8s'
import { k8s } from 'cdk8s-plus-28'
import { Construct } from 'constructs'
import { ArgoApplication } from '../constructs/application.ts'
import { applicationProps, type Member, manifestsFolder, rootProps, valuesFile } from './applications.ts'
import { checkPods } from './checks.ts'
import type { Context } from './context.ts'
import { duplicateObjects, header, objectFiles } from './files.ts'
import { renderObjects } from './objects.ts'
import { externalOf, isRendered, type RenderedWorkload, renderWorkload } from './workloads.ts'

/** Everything that Argo CD reads for one cluster. */
export function renderCluster(resolved: Resolved, cluster: Cluster, print: ContentPrinter): Rendered {
  const find = lookup(resolved)
  const context: Context = { resolved, find, print, findings: [] }
  const services = resolved.services.filter(({ workload: { at } }) => at.kind === 'cluster' && at.name === cluster.name)
  const charts = new Charts()
  const rendered = services.flatMap(service =>
    isRendered(service.workload) ? [{ service, workload: service.workload }] : [],
  )
  for (const { service, workload } of rendered) {
    const { findings } = context
    if (workload.kind === 'deployment' || workload.kind === 'stateful-set' || workload.kind === 'daemon-set') {
      findings.push(...checkPods(service, workload))
    }
    const chart = charts.scope(workload.application?.name ?? service.name, service.name)
    const access = workload.accessApplication
    const job = {
      context,
      service,
      workload,
      cluster,
      chart,
      access: access === undefined ? chart : charts.scope(access.name, service.name),
    }
    if (workload.ownsNamespace === true)
      new k8s.KubeNamespace(chart, 'namespace', { metadata: { name: workload.namespace } })
    renderWorkload(job)
    renderObjects(job)
  }
  const { folder } = cluster.gitops
  const sourceOf = (scope: string): string => find.service(scope)?.file ?? resolved.file
  const byApplication = charts.all.map(
    ([name, chart]) => [name, objectFiles(chart, `${folder}/${manifestsFolder(name)}`, sourceOf)] as const,
  )
  const objects = byApplication.flatMap(([, files]) => files)
  const filled = new Set(byApplication.flatMap(([name, files]) => (files.length === 0 ? [] : [name])))
  const members = services.flatMap(service => membersOf(service, cluster))
  return {
    files: [
      ...applicationFiles(resolved, cluster, members, filled),
      ...objects.map(({ file }) => file),
      ...rendered.flatMap(({ service, workload }) => valuesOf(service, workload, folder)),
    ],
    claims: rendered.map(({ service }) => service.name),
    findings: [...context.findings, ...duplicateObjects(objects)],
  }
}

/** The chart of each Application, and in it a scope for each service: names come from there, never from the path. */
class Charts {
  readonly #app = new App()
  readonly #charts = new Map<string, Chart>()

  scope(application: string, service: string): Construct {
    const chart = this.#charts.get(application) ?? new Chart(this.#app, application)
    this.#charts.set(application, chart)
    return (chart.node.tryFindChild(service) as Construct | undefined) ?? new Construct(chart, service)
  }

  get all(): readonly (readonly [string, Chart])[] {
    return [...this.#charts]
  }
}

function membersOf(service: ResolvedService, cluster: Cluster): Member[] {
  const external = externalOf(service)
  if (external !== undefined) {
    const { namespace, applications } = external
    return applications.map(application => ({ application, service, cluster, namespace, rendered: false }))
  }
  const { workload } = service
  if (!isRendered(workload)) return []
  const base = { service, cluster, namespace: workload.namespace, rendered: true }
  const own: Member = {
    ...base,
    application: workload.application ?? { name: service.name },
    ...(workload.kind === 'chart' ? { chart: workload } : {}),
  }
  return workload.accessApplication === undefined ? [own] : [own, { ...base, application: workload.accessApplication }]
}

function applicationFiles(
  resolved: Resolved,
  cluster: Cluster,
  members: readonly Member[],
  filled: ReadonlySet<string>,
): RenderedFile[] {
  const chart = new Chart(new App(), 'apps')
  const groups = [...Map.groupBy(members, ({ application }) => application.name)]
  const sources = new Map(groups.map(([name, [first]]) => [name, first?.service.file ?? resolved.file]))
  new ArgoApplication(chart, cluster.gitops.root, rootProps(cluster))
  for (const [name, [first, ...rest]] of groups) {
    if (first !== undefined) new ArgoApplication(chart, name, applicationProps([first, ...rest], filled.has(name)))
  }
  const files = objectFiles(chart, `${cluster.gitops.folder}/apps`, scope => sources.get(scope) ?? resolved.file)
  return files.map(({ file }) => ({ ...file, path: file.path.replace('/Application-', '/') }))
}

function valuesOf(service: ResolvedService, workload: RenderedWorkload, folder: string): RenderedFile[] {
  if (workload.kind !== 'chart') return []
  const sources = [service.file]
  const content = printYaml(workload.values, { header: header(sources) })
  return [{ path: `${folder}/${valuesFile(workload.application?.name ?? service.name)}`, content, sources }]
}

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
import { k8s } from 'cdk8s-plus-28'
import { manifestsFolder, valuesFile } from './applications.ts'
import { Charts } from './charts.ts'
import { checkPods } from './checks.ts'
import type { Context } from './context.ts'
import { duplicateObjects, header, objectFiles } from './files.ts'
import { applicationObjects, membersOf } from './members.ts'
import { renderObjects } from './objects.ts'
import { freshId } from './scope.ts'
import { isRendered, type RenderedWorkload, renderWorkload } from './workloads.ts'

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
      new k8s.KubeNamespace(chart, freshId(chart, 'namespace'), { metadata: { name: workload.namespace } })
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
  const applications = applicationObjects(resolved, cluster, members, filled)
  return {
    files: [
      ...applications.map(({ file }) => ({ ...file, path: file.path.replace('/Application-', '/') })),
      ...objects.map(({ file }) => file),
      ...rendered.flatMap(({ service, workload }) => valuesOf(service, workload, folder)),
    ],
    claims: rendered.map(({ service }) => service.name),
    findings: [...context.findings, ...duplicateObjects([...applications, ...objects])],
  }
}

function valuesOf(service: ResolvedService, workload: RenderedWorkload, folder: string): RenderedFile[] {
  if (workload.kind !== 'chart') return []
  const sources = [service.file]
  const content = printYaml(workload.values, { header: header(sources) })
  return [{ path: `${folder}/${valuesFile(workload.application?.name ?? service.name)}`, content, sources }]
}

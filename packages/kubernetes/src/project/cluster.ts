import type { ContentPrinter, FileMakers } from '@homelab/content'
import { type Cluster, lookup, type Rendered, type RenderedFile, type ResolvedWithWorkloads } from '@homelab/estate'
import { printYaml } from '@homelab/formats'
import { k8s } from 'cdk8s-plus-28'
import { ownApplication } from '../runs/deliveries.ts'
import { manifestsFolder, valuesFile } from './applications.ts'
import { renderBootstrap } from './bootstrap.ts'
import { Charts } from './charts.ts'
import { checkWorkload } from './checks.ts'
import type { Context, Job } from './context.ts'
import { checkSyncOptions } from './custom-objects.ts'
import { duplicateObjects, header, objectFiles } from './files.ts'
import { renderGenerated } from './generated.ts'
import { renderJobs } from './jobs.ts'
import { kustomizationFiles } from './kustomize.ts'
import { applicationObjects, membersOf } from './members.ts'
import { checkApplicationNames, checkNames } from './names.ts'
import { renderObjects } from './objects.ts'
import { renderPolicies } from './policies.ts'
import { freshId } from './scope.ts'
import { checkSecretFlow } from './secret-flow.ts'
import { checkShared } from './shared-applications.ts'
import { checkSizes } from './sizes.ts'
import { checkStore, renderStores } from './stores.ts'
import { checkUses, checkVariables, takenBy } from './uses.ts'
import { isRendered, type RenderedWorkload, renderWorkload } from './workloads.ts'
import { checkWriters } from './writers.ts'

/** Everything that Argo CD reads for one cluster. */
export function renderCluster(
  resolved: ResolvedWithWorkloads,
  cluster: Cluster,
  print: ContentPrinter,
  makers: FileMakers,
): Rendered {
  const find = lookup(resolved)
  const context: Context = { resolved, find, print, findings: [], undelivered: new Set() }
  const services = resolved.services.filter(({ at }) => at.kind === 'cluster' && at.name === cluster.name)
  const charts = new Charts()
  const jobs = services.flatMap(service =>
    isRendered(service.workload) ? [makeJob({ context, service, workload: service.workload, cluster }, charts)] : [],
  )
  for (const job of jobs) renderService(job, makers)
  renderPolicies(jobs, cluster, services)
  const { folder } = cluster.gitops
  const sourceOf = (scope: string): string => find.service(scope)?.file ?? resolved.file
  const byApplication = charts.all.map(
    ([name, chart]) => [name, objectFiles(chart, `${folder}/${manifestsFolder(name)}`, sourceOf)] as const,
  )
  const objects = byApplication.flatMap(([, files]) => files)
  const filled = new Set(byApplication.flatMap(([name, files]) => (files.length === 0 ? [] : [name])))
  const members = services.flatMap(service => membersOf(service, cluster))
  const applications = applicationObjects(resolved, cluster, members, filled)
  const bootstrap = jobs.map(({ service, workload }) => renderBootstrap(resolved, service, workload, folder))
  const rendered = new Map(byApplication.map(([name, files]) => [name, files.map(({ file }) => file)]))
  return {
    files: [
      ...applications.map(({ file }) => ({ ...file, path: file.path.replace('/Application-', '/') })),
      ...objects.map(({ file }) => file),
      ...jobs.flatMap(job => moreFiles(job, rendered.get(applicationOf(job)) ?? [])),
      ...bootstrap.flatMap(({ files }) => files),
    ],
    claims: jobs.map(({ service }) => service.name),
    takes: jobs.flatMap(({ service, workload }) => takenBy(resolved, find, service, workload)),
    findings: [
      ...services.flatMap(service => [...checkUses(find, service), ...checkVariables(find, service)]),
      ...context.findings,
      ...duplicateObjects([...applications, ...objects]),
      ...checkNames(objects.map(owned)),
      ...checkApplicationNames(members),
      ...checkShared(members),
      ...checkSyncOptions(members),
      ...checkSizes(byApplication, members, definitionsOf(jobs)),
      ...bootstrap.flatMap(each => each.findings),
      ...checkStore(
        context,
        cluster,
        objects.map(({ manifest }) => manifest),
      ),
      ...checkWriters(objects.map(owned)),
      ...checkSecretFlow(
        jobs.map(({ service }) => service),
        context.undelivered,
      ),
    ],
  }
}

type PlainJob = Omit<Job<RenderedWorkload>, 'chart' | 'access'>

function makeJob(job: PlainJob, charts: Charts): Job<RenderedWorkload> {
  const { service, workload } = job
  const chart = charts.scope(applicationOf(job), service.name)
  const access = workload.accessApplication
  return { ...job, chart, access: access === undefined ? chart : charts.scope(access.name, service.name) }
}

function applicationOf({ service, workload }: PlainJob): string {
  return ownApplication(service.name, workload).name
}

function renderService(job: Job<RenderedWorkload>, makers: FileMakers): void {
  const { context, service, workload, chart } = job
  context.findings.push(...checkWorkload(service, workload, context.find.routesOf(service.name)))
  if (workload.ownsNamespace === true)
    new k8s.KubeNamespace(chart, freshId(chart, 'namespace'), { metadata: { name: workload.namespace } })
  renderWorkload(job)
  renderJobs(job)
  renderStores(job)
  renderObjects(job)
  renderGenerated(job, makers)
}

/** What is no object of the cluster: values of charts, kustomizations. */
function moreFiles(job: Job<RenderedWorkload>, objects: readonly RenderedFile[]): RenderedFile[] {
  const { service, workload, cluster } = job
  const { folder } = cluster.gitops
  const name = applicationOf(job)
  const sources = [service.file]
  switch (workload.kind) {
    case 'chart': {
      const content = printYaml(workload.values, { header: header(sources) })
      return [{ path: `${folder}/${valuesFile(name)}`, content, sources }]
    }
    case 'kustomization':
      return kustomizationFiles(service, workload, `${folder}/${manifestsFolder(name)}`, objects)
    default:
      return []
  }
}

/** The names of Applications that hold definitions of kinds. */
function definitionsOf(jobs: readonly Job<RenderedWorkload>[]): ReadonlySet<string> {
  return new Set(jobs.flatMap(({ workload: { crds } }) => crds?.name ?? []))
}

function owned({ service, source, manifest }: ReturnType<typeof objectFiles>[number]) {
  return { service, file: source, manifest }
}

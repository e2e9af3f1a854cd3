import type { ContentPrinter, FileMakers } from '@homelab/content'
import {
  type Cluster,
  isStoreUse,
  type Lookup,
  lookup,
  type Rendered,
  type ResolvedWithWorkloads,
  storeOf,
} from '@homelab/estate'
import { k8s } from 'cdk8s-plus-28'
import { type CheckKnown, rendererOf } from '../parts/part.ts'
import { ownApplication } from '../runs/deliveries.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { manifestsFolder } from './applications.ts'
import { renderBootstrap } from './bootstrap.ts'
import { Charts } from './charts.ts'
import { checkWorkload } from './checks.ts'
import type { Context, Job } from './context.ts'
import { checkSyncOptions } from './custom-objects.ts'
import { duplicateObjects, objectFiles } from './files.ts'
import { renderGenerated } from './generated.ts'
import { renderJobs } from './jobs.ts'
import { applicationObjects, membersOf } from './members.ts'
import { checkApplicationNames, checkNames } from './names.ts'
import { renderObjects } from './objects.ts'
import { renderPolicies } from './policies.ts'
import { freshId } from './scope.ts'
import { checkSecretFlow } from './secret-flow.ts'
import { checkShared } from './shared-applications.ts'
import { checkSizes } from './sizes.ts'
import { checkStore, renderStores } from './stores.ts'
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
    makeJobs({ context, service, workload: service.workload as ClusterWorkload, cluster }, charts),
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
  const members = services.flatMap(service => membersOf(service, cluster, resolved.parts))
  const applications = applicationObjects(resolved, cluster, members, filled)
  const bootstrap = jobs.map(({ service, workload }) => renderBootstrap(resolved, service, workload, folder))
  const rendered = new Map(byApplication.map(([name, files]) => [name, files.map(({ file }) => file)]))
  return {
    files: [
      ...applications.map(({ file }) => ({ ...file, path: file.path.replace('/Application-', '/') })),
      ...objects.map(({ file }) => file),
      ...jobs.flatMap(job => {
        const group = applicationOf(job)
        return job.renderer.files?.(job, { folder, group, objects: rendered.get(group) ?? [] }) ?? []
      }),
      ...bootstrap.flatMap(({ files }) => files),
    ],
    claims: jobs.map(({ service }) => service.name),
    takes: jobs.flatMap(({ service: { name }, renderer }) => [
      ...find.flowsFrom(name).filter(({ use }) => isStoreUse(use) && isTaken(resolved, use.vault)),
      ...(renderer.takes?.(knownOf(find, name)) ?? []),
    ]),
    findings: [
      ...context.findings,
      ...duplicateObjects([...applications, ...objects]),
      ...checkNames(objects.map(owned)),
      ...checkApplicationNames(members),
      ...checkShared(members),
      ...checkSyncOptions(members),
      ...checkSizes(byApplication, members, definitionsOf(jobs)),
      ...bootstrap.flatMap(each => each.findings),
      ...checkStore(
        cluster,
        resolved.file,
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

type PlainJob = Omit<Job, 'chart' | 'access' | 'renderer'>

/** The job of a service, where something renders its kind of workload. */
function makeJobs(job: PlainJob, charts: Charts): Job[] {
  const { context, service, workload } = job
  const renderer = rendererOf(context.resolved.parts, workload)
  if (renderer === undefined) return []
  const chart = charts.scope(applicationOf(job), service.name)
  const access = workload.accessApplication
  return [{ ...job, renderer, chart, access: access === undefined ? chart : charts.scope(access.name, service.name) }]
}

function applicationOf({ service, workload }: PlainJob): string {
  return ownApplication(service.name, workload).name
}

function renderService(job: Job, makers: FileMakers): void {
  const { context, service, workload, chart, renderer } = job
  context.findings.push(...checkWorkload(service, workload, renderer, knownOf(context.find, service.name)))
  if (workload.ownsNamespace === true)
    new k8s.KubeNamespace(chart, freshId(chart, 'namespace'), { metadata: { name: workload.namespace } })
  renderer.render(job)
  renderJobs(job)
  renderStores(job)
  renderObjects(job)
  renderGenerated(job, makers)
}

/** Of a vault that nothing keeps a finding tells already. */
function isTaken(resolved: ResolvedWithWorkloads, vault: string): boolean {
  const store = storeOf(resolved, vault)
  return store === undefined || store.pods !== undefined
}

/** What checks may know of a service. */
function knownOf(find: Lookup, name: string): CheckKnown {
  return { routes: find.routesOf(name), flows: find.flowsFrom(name), databases: find.databasesFor(name) }
}

/** The names of Applications that hold definitions of kinds. */
function definitionsOf(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(jobs.flatMap(({ workload: { crds } }) => crds?.name ?? []))
}

function owned({ service, source, manifest }: ReturnType<typeof objectFiles>[number]) {
  return { service, file: source, manifest }
}

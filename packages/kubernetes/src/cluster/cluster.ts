import type { ContentPrinter, FileMakers } from '@homelab/estate/contents'
import {
  type Cluster,
  type Finding,
  isStoreUse,
  type Lookup,
  lookup,
  type Rendered,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
  storeOf,
} from '@homelab/estate/model'
import { kubernetesDelivery } from '../delivery/contract.ts'
import { type Member, manifestsFolder } from '../delivery/group.ts'
import { checkShared } from '../delivery/shared.ts'
import { k8s } from '../k8s.ts'
import { renderBootstrap } from '../parts/by-hand/render.ts'
import { renderGenerated } from '../parts/generated/render.ts'
import { renderJobs } from '../parts/job/render.ts'
import { renderPolicies } from '../parts/network-policy/render.ts'
import { renderObjects } from '../parts/objects/render.ts'
import { checkUnrendered } from '../parts/objects/unrendered.ts'
import { type CheckKnown, rendererOf } from '../parts/part.ts'
import { checkReplicas } from '../parts/replicas/checks.ts'
import { checkTileSelectors, checkTileVariables } from '../parts/tiles/checks.ts'
import { checkExisting, existingClaims } from '../parts/volume/checks.ts'
import { ownApplication } from '../runs/deliveries.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { checkAdopted } from './adopted.ts'
import { Charts } from './charts.ts'
import { checkWorkload } from './checks.ts'
import { checkConfigFiles } from './config-files.ts'
import type { Context, Rendering } from './context.ts'
import { withDefaults } from './defaults.ts'
import { duplicateObjects, objectFiles } from './files.ts'
import type { OwnedObject } from './manifest.ts'
import { membersOf } from './members.ts'
import { checkNamedChanges } from './named-changes.ts'
import { checkApplicationNames, checkNames } from './names.ts'
import { checkNamespaces } from './namespaces.ts'
import { checkPodSpecs } from './pods.ts'
import { checkReferences } from './references.ts'
import { freshId } from './scope.ts'
import { checkSecretFlow } from './secret-flow.ts'
import { checkStore, renderStores } from './stores.ts'
import { checkTokens } from './tokens.ts'
import { checkFields } from './words/fields.ts'
import { checkKeys } from './words/keys.ts'
import { checkRights, checkWideRights } from './words/rights.ts'
import { checkWriters } from './writers.ts'

/** Everything that is delivered to one cluster, and what delivers it. */
export function renderCluster(
  resolved: ResolvedWithWorkloads,
  cluster: Cluster,
  print: ContentPrinter,
  makers: FileMakers,
): Rendered {
  const find = lookup(resolved)
  const context: Context = { resolved, find, print, findings: [], undelivered: new Set(), applied: [] }
  const services = resolved.services.filter(({ at }) => at.kind === 'cluster' && at.name === cluster.name)
  const charts = new Charts()
  const renderings = services.flatMap(service =>
    makeRenderings({ context, service, workload: service.workload as ClusterWorkload, cluster }, charts),
  )
  for (const rendering of renderings) renderService(rendering, makers)
  renderPolicies(renderings, cluster, services)
  const { folder } = cluster.source
  const sourceOf = (scope: string): string => find.service(scope)?.file ?? resolved.file
  const members = services.flatMap(service => membersOf(service, cluster, resolved.parts, find))
  const delivery = kubernetesDelivery(resolved.parts, cluster)
  const whole = new Set(
    members.flatMap(({ application }) => (delivery?.comparesWhole?.(application) === true ? [application.name] : [])),
  )
  const byApplication = charts.all.map(([name, chart]) => {
    const finish = whole.has(name) ? withDefaults : undefined
    return [name, objectFiles(chart, `${folder}/${manifestsFolder(name)}`, sourceOf, finish)] as const
  })
  const objects = byApplication.flatMap(([, files]) => files)
  const definitions = definitionsOf(renderings)
  const secrets = Map.groupBy(context.applied, ({ group }) => group)
  const groups = { resolved, cluster, members, objects: new Map(byApplication), secrets, definitions }
  const delivered = delivery?.renderer.get().renderDelivery(groups)
  const bootstrap = renderings.map(({ service, workload }) => renderBootstrap(resolved, service, workload, folder))
  const byService = new Map(renderings.map(rendering => [rendering.service.name, rendering]))
  const all = objects.map(each => owned(each, byService))
  const rendered = new Map(byApplication.map(([name, files]) => [name, files.map(({ file }) => file)]))
  return {
    files: [
      ...(delivered?.files ?? []),
      ...objects.map(({ file }) => file),
      ...renderings.flatMap(rendering => {
        const group = applicationOf(rendering)
        return rendering.renderer.files?.(rendering, { folder, group, objects: rendered.get(group) ?? [] }) ?? []
      }),
      ...bootstrap.flatMap(({ files }) => files),
    ],
    claims: renderings.map(({ service }) => service.name),
    takes: renderings.flatMap(({ service: { name }, renderer }) => [
      ...find.flowsFrom(name).filter(({ use }) => isStoreUse(use) && isTaken(resolved, use.vault)),
      ...(renderer.takes?.(knownOf(find, name)) ?? []),
    ]),
    findings: [
      ...context.findings,
      ...duplicateObjects([...(delivered?.objects ?? []), ...objects]),
      ...checkNames(all),
      ...checkRights(all),
      ...checkWideRights(all),
      ...checkFields(all),
      ...checkKeys(all),
      ...checkConfigFiles(all),
      ...checkPodSpecs(all),
      ...(resolved.tiles.length > 0 ? [] : checkTileSelectors(services, all, unseenIn(services))),
      ...checkTileVariables(resolved, all),
      ...checkTokens(renderings.map(({ service }) => service)),
      ...checkNamedChanges(
        resolved.differences,
        [...(delivered?.objects ?? []), ...objects].map(({ manifest }) => manifest),
        service => renderings.find(rendering => rendering.service.name === service)?.service.file,
      ),
      ...renderings.flatMap(({ service, workload }) => [
        ...checkExisting(service, workload, all),
        ...checkUnrendered(service, workload, all),
      ]),
      ...checkNamespaces(all, namespacesOf(members)),
      ...checkReferences(all, {
        cluster,
        claims: new Set(renderings.flatMap(({ workload }) => existingClaims(workload).map(([claim]) => claim))),
        unseen: unseenIn(services),
        leadNowhere: new Set(
          [...resolved.findings, ...context.findings].flatMap(({ code, where }) =>
            code === 'unreachable-route' ? [where.subject] : [],
          ),
        ),
        tailnetOperator: services.some(({ serves }) => serves.includes('tailnet')),
      }),
      ...checkApplicationNames(members),
      ...checkShared(members),
      ...(delivered?.findings ?? [noDelivery(cluster, resolved.file)]),
      ...bootstrap.flatMap(each => each.findings),
      ...checkStore(
        context,
        cluster,
        objects.map(({ manifest }) => manifest),
      ),
      ...checkWriters(all),
      ...checkReplicas(all),
      ...checkAdopted(
        renderings.flatMap(rendering => adoptingOf(rendering, resolved)),
        [...(delivered?.objects ?? []), ...objects].map(({ manifest }) => manifest),
      ),
      ...checkSecretFlow(
        renderings.map(({ service }) => service),
        context.undelivered,
      ),
    ],
  }
}

type PlainRendering = Omit<Rendering, 'chart' | 'access' | 'renderer'>

/** The rendering of a service, where something renders its kind of workload. */
function makeRenderings(rendering: PlainRendering, charts: Charts): Rendering[] {
  const { context, service, workload } = rendering
  const renderer = rendererOf(context.resolved.parts, workload)
  if (renderer === undefined) return []
  const chart = charts.scope(applicationOf(rendering), service.name)
  const access = workload.accessApplication
  return [
    { ...rendering, renderer, chart, access: access === undefined ? chart : charts.scope(access.name, service.name) },
  ]
}

function applicationOf({ service, workload }: PlainRendering): string {
  return ownApplication(service.name, workload).name
}

function renderService(rendering: Rendering, makers: FileMakers): void {
  const { context, service, workload, cluster, chart, renderer } = rendering
  const by = { cluster, delivery: kubernetesDelivery(context.resolved.parts, cluster) }
  context.findings.push(...checkWorkload(service, workload, renderer, knownOf(context.find, service.name), by))
  if (workload.ownsNamespace === true)
    new k8s.KubeNamespace(chart, freshId(chart, 'namespace'), { metadata: { name: workload.namespace } })
  renderer.render(rendering)
  renderJobs(rendering)
  renderStores(rendering)
  renderObjects(rendering)
  renderGenerated(rendering, makers)
}

/** The namespaces in which a chart, a kustomization or somebody else makes objects of a service. */
function unseenIn(services: readonly ServiceWithWorkload[]): ReadonlySet<string> {
  return new Set(
    services.flatMap(({ runs: { namespace = '', deliveries } }) =>
      deliveries.every(each => each.by !== 'delivery' || each.rendered || each.holds === 'definitions')
        ? []
        : [namespace],
    ),
  )
}

/** Whatever delivers a group makes the namespace of it, and those of its services. */
function namespacesOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.flatMap(({ application, namespace }) => [application.namespace ?? namespace, namespace]))
}

/** Of a vault that nothing keeps a finding tells already. */
function isTaken(resolved: ResolvedWithWorkloads, vault: string): boolean {
  const store = storeOf(resolved, vault)
  return store === undefined || store.pods !== undefined
}

/** What checks may know of a service. */
function knownOf(find: Lookup, name: string): CheckKnown {
  return {
    routes: find.routesOf(name),
    flows: find.flowsFrom(name),
    databases: find.databasesFor(name),
    logins: find.loginsFor(name),
  }
}

function noDelivery({ name, delivery: { kind } }: Cluster, file: string): Finding {
  return {
    code: 'unclaimed-workload',
    where: { subject: name, path: 'delivery', file },
    problem: 'nothing that the estate registers delivers to the cluster',
    got: kind,
    fix: 'add the part that provides it to `parts`, or say another delivery',
  }
}

/** The names of groups that hold definitions of kinds. */
function definitionsOf(renderings: readonly Rendering[]): ReadonlySet<string> {
  return new Set(renderings.flatMap(({ workload: { crds } }) => crds?.name ?? []))
}

/** A service with what it takes over, where it takes something over. */
function adoptingOf(
  { service: { name, file }, workload: { namespace } }: Rendering,
  { adoptions }: ResolvedWithWorkloads,
) {
  return adoptions.filter(({ service }) => service === name).map(({ adopts }) => ({ name, file, namespace, adopts }))
}

function owned(
  { service, source, manifest }: ReturnType<typeof objectFiles>[number],
  renderings: ReadonlyMap<string, Rendering>,
): OwnedObject {
  const { objects = [] } = renderings.get(service)?.workload ?? {}
  const index = objects.findIndex(({ props: { kind, metadata }, object }: ObjectSaid) => {
    return (object === 'custom' ? kind : object) === manifest.kind && metadata.name === manifest.metadata.name
  })
  return { service, file: source, manifest, keys: index === -1 ? ['workload'] : ['workload', 'objects', index] }
}

interface ObjectSaid {
  readonly object: string
  readonly props: { readonly kind?: string; readonly metadata: { readonly name: string } }
}

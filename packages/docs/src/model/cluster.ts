import type { Cluster, ResolvedService } from '@homelab/estate'
import type {
  Application,
  ChartWorkload,
  ClusterWorkload,
  ExternalApplications,
  KubeObject,
  KustomizationWorkload,
  ObjectsWorkload,
  PodWorkload,
  PostgresWorkload,
} from '@homelab/kubernetes'
import { type Facts, onceOf } from './facts.ts'

type Rendered = PodWorkload | PostgresWorkload | ChartWorkload | ObjectsWorkload | KustomizationWorkload

/** A service of a cluster, with how it runs there. */
export interface InCluster {
  readonly cluster: Cluster
  readonly namespace: string
  /** What is rendered; absent where it stays hand-written. */
  readonly workload?: Rendered
  /** In the order in which they are synced. */
  readonly applications: readonly string[]
  /** What holds its pods, by which they are asked for. */
  readonly pods: readonly Pods[]
  /** The label `app` of its lines in the store of logs: that of its pods. */
  readonly app?: string
}

/** An object that makes pods. */
interface Pods {
  /** As kubectl names the kind: `deployment`. */
  readonly resource: string
  /** The kind as people write it: `Deployment`. */
  readonly kind: string
  readonly name: string
  /** Picks its pods. */
  readonly selector?: string
}

const known = new WeakMap<ResolvedService, InCluster | 'elsewhere'>()

/** How a service runs in its cluster; nothing for those of hosts. Worked out once for each service. */
export function inCluster(facts: Facts, service: ResolvedService): InCluster | undefined {
  const found = known.get(service) ?? workOut(facts, service) ?? 'elsewhere'
  known.set(service, found)
  return found === 'elsewhere' ? undefined : found
}

function workOut({ find }: Facts, { name, external, workload }: ResolvedService): InCluster | undefined {
  const cluster = workload.at.kind === 'cluster' ? find.cluster(workload.at.name) : undefined
  if (cluster === undefined || !('namespace' in workload)) return undefined
  if (external) {
    const { namespace, applications } = workload as ExternalApplications
    return { cluster, namespace, applications: applications.map(application => application.name), pods: [] }
  }
  const rendered = workload as Rendered
  return {
    cluster,
    namespace: rendered.namespace,
    workload: rendered,
    applications: applicationNames(name, rendered),
    pods: podsOf(name, rendered),
    ...appLabel(name, rendered),
  }
}

/** The Application that holds the workload itself. */
export function ownApplication(name: string, { application }: Pick<ClusterWorkload, 'application'>): string {
  return application?.name ?? name
}

/** The collector takes the second label where pods carry it. */
function appLabel(name: string, workload: Rendered): Pick<InCluster, 'app'> {
  if (!('container' in workload)) return {}
  const labels = workload.labels ?? { app: workload.objectName ?? name }
  const app = labels['app.kubernetes.io/name'] ?? labels['app']
  return app === undefined ? {} : { app }
}

function applicationNames(name: string, workload: Rendered): readonly string[] {
  const { crds, accessApplication } = workload
  const names = (application: Application | undefined): readonly string[] =>
    application === undefined ? [] : [application.name]
  return [...new Set([...names(crds), ownApplication(name, workload), ...names(accessApplication)])]
}

function podsOf(name: string, workload: Rendered): readonly Pods[] {
  const jobs = (workload.jobs ?? []).map(({ name: job }): Pods => ({ resource: 'cronjob', kind: 'CronJob', name: job }))
  return [...mainPods(name, workload), ...(workload.objects ?? []).flatMap(objectPods), ...jobs]
}

function mainPods(name: string, workload: Rendered): readonly Pods[] {
  switch (workload.kind) {
    case 'deployment':
    case 'stateful-set':
    case 'daemon-set': {
      const { resource, kind } = podKinds[workload.kind]
      const object = workload.objectName ?? name
      return [{ resource, kind, name: object, selector: selectorText(workload.labels ?? { app: object }) }]
    }
    case 'postgres':
      return [{ resource: 'cluster.postgresql.cnpg.io', kind: 'Cluster', name, selector: `cnpg.io/cluster=${name}` }]
    case 'chart':
    case 'objects':
    case 'kustomization':
      return []
  }
}

const podKinds = {
  deployment: { resource: 'deployment', kind: 'Deployment' },
  'stateful-set': { resource: 'statefulset', kind: 'StatefulSet' },
  'daemon-set': { resource: 'daemonset', kind: 'DaemonSet' },
} as const

/** The kinds that kubectl scales and rolls. */
export const podResources: ReadonlySet<string> = new Set(['deployment', 'statefulset'])

function objectPods({ object, props }: KubeObject): readonly Pods[] {
  if (object !== 'Deployment') return []
  const labels = props.spec?.selector.matchLabels
  return [
    {
      resource: 'deployment',
      kind: 'Deployment',
      name: props.metadata.name,
      ...(labels === undefined ? {} : { selector: selectorText(labels) }),
    },
  ]
}

function selectorText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

/** The folder of an Application's rendered manifests, from the repository's root. */
export function manifestsFolder({ gitops }: Cluster, application: string): string {
  return `${gitops.rendered}/${gitops.folder}/manifests/${application}`
}

/** The service that is Argo CD: the one in the namespace of the Applications. */
export function argocdOf(facts: Facts, { name }: Cluster): ResolvedService | undefined {
  return argocds(facts).get(name)
}

/** By cluster; of several in that namespace the first. */
const argocds = onceOf((facts): ReadonlyMap<string, ResolvedService> => {
  const found = facts.resolved.services.flatMap((service): [string, ResolvedService][] => {
    const runs = inCluster(facts, service)
    return runs !== undefined && runs.namespace === runs.cluster.gitops.namespace ? [[runs.cluster.name, service]] : []
  })
  return new Map(found.toReversed())
})

/** The services of a cluster that Argo CD syncs, but for itself. */
export function syncedServices(context: Facts, cluster: Cluster): readonly string[] {
  const argocd = argocdOf(context, cluster)?.name
  return context.resolved.services
    .filter(service => service.name !== argocd && inCluster(context, service)?.cluster.name === cluster.name)
    .map(({ name }) => name)
}

import {
  type Finding,
  type Flow,
  type Mine,
  type Part,
  type RenderedFile,
  type Renderer,
  type ResolvedDatabase,
  type ResolvedLogin,
  type ResolvedRoute,
  type Runs,
  renderer,
  type ServiceWithWorkload,
  type Workload,
  type WorkloadPart,
  workloadPart,
  workloadParts,
} from '@homelab/estate/model'
import type { Rendering } from '../cluster/context.ts'
import type { PolicyRule } from '../constructs/network-policy.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import type { CheckedPod } from './container/checks.ts'

/** What is rendered of one kind of workload, besides what all workloads of a cluster have. */
export interface ClusterRenderer<W extends ClusterWorkload> {
  /** Adds the kind's own objects to the charts of the rendering. */
  readonly render: (rendering: Rendering<W>) => void
  /** What is no object of the cluster, but lies in the rendered tree: values, a kustomization. */
  readonly files?: (rendering: Rendering<W>, place: FilePlace) => readonly RenderedFile[]
  /** What types can't say of it. */
  readonly checks?: (service: ServiceWithWorkload, workload: W, known: CheckKnown) => readonly Finding[]
  /** Its pods, as far as any pod is checked. */
  readonly pods?: (service: ServiceWithWorkload, workload: W) => readonly CheckedPod[]
  /** The flows, databases and logins whose `use` it renders. */
  readonly takes?: (known: CheckKnown) => readonly (Flow | ResolvedDatabase | ResolvedLogin)[]
  /** Who may connect to its pods besides those that the estate's flows name. */
  readonly ingress?: readonly PolicyRule[]
}

/** Where files of a workload go. */
interface FilePlace {
  /** The cluster's folder in the rendered tree. */
  readonly folder: string
  /** The name of the group of objects that the workload is delivered with. */
  readonly group: string
  /** The files of that group that hold objects. */
  readonly objects: readonly RenderedFile[]
}

/** What the estate knows of a service, for checks. */
export interface CheckKnown {
  readonly routes: readonly ResolvedRoute[]
  readonly flows: readonly Flow[]
  readonly databases: readonly ResolvedDatabase[]
  readonly logins: readonly ResolvedLogin[]
}

/** A kind of workload that is rendered for a cluster. */
export interface ClusterPart extends WorkloadPart {
  readonly renderer: Renderer<ClusterRenderer<ClusterWorkload>>
}

/**
 * A kind of workload of a cluster, typed by its workload.
 *
 * @param load imports what renders it: `() => import('./render.ts').then(({ pods }) => pods)`
 */
export function clusterPart<W extends ClusterWorkload>(
  kinds: readonly W['kind'][],
  runs: (workload: W, mine: Mine) => Runs,
  load: () => Promise<ClusterRenderer<W>>,
): ClusterPart {
  // Each kind is made by one constructor alone, so that a workload of these kinds is a `W`.
  return { ...workloadPart(kinds, runs), renderer: renderer(load as () => Promise<ClusterRenderer<ClusterWorkload>>) }
}

/** What renders a workload, where it is one of a cluster that is rendered at all. */
export function rendererOf(parts: readonly Part[], workload: Workload): ClusterRenderer<ClusterWorkload> | undefined {
  const part = workload.at.kind === 'cluster' ? workloadParts.of(parts, workload.kind) : undefined
  return part !== undefined && isClusterPart(part) ? part.renderer.get() : undefined
}

function isClusterPart(part: WorkloadPart): part is ClusterPart {
  return part.renderer !== undefined
}

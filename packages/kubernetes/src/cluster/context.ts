import type { ContentPrinter } from '@homelab/estate/contents'
import type {
  Cluster,
  Content,
  Finding,
  Lookup,
  ResolvedWithWorkloads,
  ServiceWithWorkload,
} from '@homelab/estate/model'
import type { Construct } from 'constructs'
import type { GroupSecret } from '../delivery/group.ts'
import type { ClusterRenderer } from '../parts/part.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'

/** What the renderers of workloads share while a cluster is rendered. */
export interface Context {
  readonly resolved: ResolvedWithWorkloads
  readonly find: Lookup
  readonly print: ContentPrinter
  readonly findings: Finding[]
  /** `NAMESPACE/NAME` of Secrets that cannot be made, for which a finding says why. */
  readonly undelivered: Set<string>
  /** Secrets that the delivery makes, with their group. */
  readonly applied: (GroupSecret & { readonly group: string })[]
}

/** One service to render, with its workload and cluster. */
export interface Rendering<W extends ClusterWorkload = ClusterWorkload> {
  readonly context: Context
  readonly service: ServiceWithWorkload
  readonly workload: W
  readonly cluster: Cluster
  /** What renders workloads of its kind. */
  readonly renderer: ClusterRenderer<ClusterWorkload>
  /** Where the workload's objects go. */
  readonly chart: Construct
  /** Where Ingress and ExternalSecrets go. */
  readonly access: Construct
}

/** A content as text; what is wrong with it joins the findings. */
export function printed({ context, service }: Rendering, content: Content): string {
  const { text, findings } = context.print(service, content)
  context.findings.push(...findings)
  return text
}

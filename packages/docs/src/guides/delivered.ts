import { type Cluster, type DeliveredWhole, type Does, deliveryOf } from '@homelab/estate/model'
import { asTyped, type Block, blank, type Command, chain, code } from '@homelab/formats/page'
import type { Given } from '@homelab/formats/page-file'
import type { DeliveryGuides, GuidedCluster } from '@homelab/kubernetes/delivery'
import type { Context } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'
import { guidedCluster, guidesOf } from '../model/delivery.ts'

/** What delivers a whole cluster with one command; nothing where that is no command's. */
export function wholeOf({ parts }: Context, cluster: Cluster): DeliveredWhole | undefined {
  return deliveryOf(parts, cluster)?.whole
}

/** What would change in the cluster, and the change. */
export function deliverWhole({ cluster, whole }: WholeDelivery): Block {
  return chain(asTyped(whole.preview(cluster)), asTyped(whole.apply(cluster)))
}

/** What is done with one group, by its name: as its delivery says, in this order. */
export function groupCommands(context: Context, cluster: Cluster, ...does: readonly Does[]): readonly Command[] {
  const delivery = deliveryOf(context.parts, cluster)
  const byItself = delivery?.byItself?.(cluster, { name: 'NAME' })
  const steps = delivery?.steps(cluster, blank('NAME'), '', byItself) ?? []
  return does
    .flatMap(each => steps.filter(step => step.does === each))
    .flatMap(({ run }) => (run.kind === 'command' ? [asTyped(run)] : []))
}

/** A cluster that one command brings to what is rendered. */
export function wholeDelivery(cluster: Cluster, context: Context): WholeDelivery | undefined {
  const whole = wholeOf(context, cluster)
  return whole && { cluster, whole }
}

export interface WholeDelivery {
  readonly cluster: Cluster
  readonly whole: DeliveredWhole
}

/** One whose delivery has words of its own for guides. */
export function guidedDelivery(cluster: Cluster, context: Context): GuidedDelivery | undefined {
  const guides = wholeOf(context, cluster) === undefined ? guidesOf(context, cluster) : undefined
  return guides && { of: guidedCluster(context, cluster), guides }
}

export interface GuidedDelivery {
  readonly of: GuidedCluster
  readonly guides: DeliveryGuides
}

/** One of which the steps of its groups are all that is known. */
export function otherDelivery(cluster: Cluster, context: Context): Cluster | undefined {
  return wholeOf(context, cluster) === undefined && guidesOf(context, cluster) === undefined ? cluster : undefined
}

/** The groups of a cluster, and what is done with each in turn. */
export const eachGroup: Given<Cluster, Context> = {
  groups: (cluster, context) =>
    applicationsOf(context, cluster)
      .map(({ name }) => code(name))
      .join(', '),
  commands: (cluster, context) => chain(...groupCommands(context, cluster, 'preview', 'apply', 'status')),
}

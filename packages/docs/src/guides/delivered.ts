import { type Cluster, type DeliveredWhole, type Does, deliveryOf, type ResolvedService } from '@homelab/estate/model'
import {
  asTyped,
  type Block,
  blank,
  type Command,
  chain,
  code,
  noted,
  paragraph,
  section,
  shell,
  subsection,
} from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { applicationsOf } from '../model/applications.ts'

/** What delivers a whole cluster with one command; nothing where that is no command's. */
export function wholeOf({ parts }: Context, cluster: Cluster): DeliveredWhole | undefined {
  return deliveryOf(parts, cluster)?.whole
}

/** What would change in the cluster, and the change. */
export function deliverWhole(cluster: Cluster, { preview, apply }: DeliveredWhole): Block {
  return chain(asTyped(preview(cluster)), asTyped(apply(cluster)))
}

/** What is done with one group, by its name: as its delivery says, in this order. */
export function groupCommands(context: Context, cluster: Cluster, ...does: readonly Does[]): readonly Command[] {
  const steps = deliveryOf(context.parts, cluster)?.steps(cluster, blank('NAME'), '') ?? []
  return does
    .flatMap(each => steps.filter(step => step.does === each))
    .flatMap(({ run }) => (run.kind === 'command' ? [asTyped(run)] : []))
}

/** One group after the other, where a delivery has no words of its own; nothing where nobody knows it. */
export function eachGroup(context: Context, cluster: Cluster): Block {
  const commands = groupCommands(context, cluster, 'preview', 'apply', 'status')
  if (commands.length === 0) return undefined
  const names = applicationsOf(context, cluster).map(({ name }) => code(name))
  return [paragraph(`With ${code('NAME')} set to each in turn: ${names.join(', ')}.`), chain(...commands)]
}

/** How what is rendered takes the place of what was written by hand. */
export function adoptWhole(cluster: Cluster, whole: DeliveredWhole): Block {
  return section(
    `Apply what is rendered for ${cluster.name}`,
    paragraph(
      'The first run takes over the objects that have the names of rendered ones, and leaves all others as they are.',
      'Look at every difference first: what cannot be changed in place is refused, and its group then prunes nothing.',
    ),
    deliverWhole(cluster, whole),
    paragraph('The way back is to apply the hand-written files again.'),
  )
}

/** Everything into an empty cluster, and what is done by hand before. */
export function bringUpWhole(
  cluster: Cluster,
  whole: DeliveredWhole,
  order: readonly ResolvedService[],
  byHand: (service: ResolvedService) => Block,
): Block {
  return subsection(
    'Everything',
    paragraph('By hand, before the first run where nothing else is said:'),
    order.map(byHand),
    paragraph(
      'One run applies all groups in their order. A group that needs what another has not brought up yet fails, and the next run does it.',
    ),
    shell(noted('until it ends with 0', asTyped(whole.apply(cluster)))),
  )
}

/** Back to what ran before. */
export function rollBackWhole(
  context: Context,
  cluster: Cluster,
  whole: DeliveredWhole,
  names: readonly string[],
): Block {
  return section(
    `Cluster ${cluster.name}`,
    paragraph(`After the revert; ${whole.ends}.`),
    deliverWhole(cluster, whole),
    paragraph(`Or one group alone, with ${code('NAME')} set to it: ${names.join(', ')}.`),
    chain(...groupCommands(context, cluster, 'preview', 'apply', 'status')),
  )
}

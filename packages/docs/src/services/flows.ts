import type { Flow, ResolvedService } from '@homelab/estate/model'
import { type Block, code, prose, section, subsection, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'

/** Whom it talks to, and who talks to it, each with the reason. */
export function flows(context: Context, { name }: ResolvedService): Block {
  const { find } = context
  const table = (all: readonly Flow[], other: 'from' | 'to'): Block =>
    tableOf(
      ['service', 'why', 'address'],
      all.map(flow => [linkService(context, flow[other]), prose(flow.why), code(flow.address.url)]),
    )
  return section(
    'Traffic',
    subsection('From it', table(find.flowsFrom(name), 'to')),
    subsection('To it', table(find.flowsTo(name), 'from')),
  )
}

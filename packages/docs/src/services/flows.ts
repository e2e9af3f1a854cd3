import type { Flow, ResolvedService } from '@homelab/estate/model'
import { type Block, code, prose, section, subsection, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { distinct } from '../model/distinct.ts'

/** Whom it talks to, and who talks to it, each with the reason; what is said of one way in the same words is one row. */
export function flows(context: Context, { name }: ResolvedService): Block {
  const { find } = context
  const table = (all: readonly Flow[], other: 'from' | 'to'): Block =>
    tableOf(
      ['service', 'why', 'address'],
      distinct(
        all.map(flow => [linkService(context, flow[other]), prose(flow.why), code(flow.address.url)]),
        row => row.join('\n'),
      ),
    )
  return section(
    'Traffic',
    subsection('From it', table(find.flowsFrom(name), 'to')),
    subsection('To it', table(find.flowsTo(name), 'from')),
  )
}

import type { Host, Share } from '@homelab/estate'
import { mermaid } from '@homelab/formats'
import { type Context, servicesAt } from '../context.ts'
import { distinct, entitiesIn } from '../model/scan.ts'
import type { Block } from '../page/block.ts'
import { box, frame, grid, merged, picture } from './picture.ts'

const columns = 4

/** The machines, what runs on each, and whose folders they mount. */
export function physicalPicture(context: Context): Block {
  const { resolved } = context
  const hosts = resolved.hosts.map(host => hostGroup(context, host))
  const grids = [...resolved.hosts, ...resolved.clusters].flatMap(place =>
    grid(
      servicesAt(context, place).map(({ name }) => name),
      columns,
    ),
  )
  return picture({ direction: 'TB', members: hosts, edges: [...grids, ...merged(mounts(context))] })
}

function hostGroup(context: Context, host: Host): mermaid.Member {
  const { resolved } = context
  const clusters = resolved.clusters
    .filter(({ on }) => on === host.name)
    .map(({ name }) => frame(`cluster ${name}`, `cluster ${name}`, nodesAt(context, { kind: 'cluster', name })))
    .filter(({ members }) => members.length > 0)
  const shares = resolved.shares
    .filter(share => share.host === host.name)
    .map(({ name }) => box(shareId(name), name, 'store'))
  const members = [...nodesAt(context, host), ...shares, ...clusters]
  const title = `${host.name}: ${host.role}`
  return members.length === 0 ? box(`host ${host.name}`, title) : frame(`host ${host.name}`, title, members)
}

function nodesAt(context: Context, place: { kind: string; name: string }): readonly mermaid.Node[] {
  return servicesAt(context, place).map(({ name, title, external }) => box(name, title, external ? 'round' : 'box'))
}

function mounts({ resolved }: Context): readonly mermaid.Edge[] {
  const known = new Set(resolved.shares.map(({ name }) => name))
  return resolved.services.flatMap(({ name, workload }) =>
    distinct(entitiesIn<Share>(workload, 'share'), share => share.name)
      .filter(share => known.has(share.name))
      .map(share => mermaid.dashed(name, shareId(share.name), 'mounts')),
  )
}

function shareId(name: string): string {
  return `share ${name}`
}

import type { Host } from '@homelab/estate/model'
import { mermaid } from '@homelab/formats'
import type { Block } from '@homelab/formats/page'
import { type Context, servicesAt } from '../context.ts'
import { distinct } from '../model/distinct.ts'
import { box, frame, grid, merged, picture } from './picture.ts'

const columns = 4

/** The machines below each other, what runs on each, and whose folders they mount. */
export function physicalPicture(context: Context): Block {
  const { resolved } = context
  const members = resolved.hosts.map(host => hostGroup(context, host))
  const parts = resolved.hosts.flatMap(host => partsOf(context, host))
  const edges = [...parts.flatMap(part => grid(part, columns)), ...joints(parts), ...merged(mounts(context))]
  return picture({ direction: 'TB', members, edges })
}

/** What stands in rows of its own: a host's clusters, its services, its shares; the host itself where it has none. */
function partsOf(context: Context, host: Host): readonly (readonly string[])[] {
  const { clusters, shares } = context.resolved
  const parts = [
    ...clusters.filter(({ on }) => on === host.name).map(({ name }) => namesAt(context, { kind: 'cluster', name })),
    namesAt(context, host),
    shares.filter(share => share.host === host.name).map(({ name }) => shareId(name)),
  ].filter(part => part.length > 0)
  return parts.length === 0 ? [[hostId(host.name)]] : parts
}

/** The first row of each part is below the last of the one before. */
function joints(parts: readonly (readonly string[])[]): readonly mermaid.Edge[] {
  return parts.flatMap((part, index) => {
    const last = part.at(-1)
    const row = (parts[index + 1] ?? []).slice(0, columns)
    return last === undefined ? [] : row.map(next => mermaid.beside(last, next))
  })
}

function namesAt(context: Context, place: { kind: string; name: string }): readonly string[] {
  return servicesAt(context, place).map(({ name }) => name)
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
  return members.length === 0 ? box(hostId(host.name), title) : frame(hostId(host.name), title, members)
}

function nodesAt(context: Context, place: { kind: string; name: string }): readonly mermaid.Node[] {
  return servicesAt(context, place).map(({ name, title, external }) => box(name, title, external ? 'round' : 'box'))
}

function mounts({ resolved }: Context): readonly mermaid.Edge[] {
  const known = new Set(resolved.shares.map(({ name }) => name))
  return resolved.services.flatMap(({ name, shares }) =>
    distinct(shares, share => share.name)
      .filter(share => known.has(share.name))
      .map(share => mermaid.dashed(name, shareId(share.name), 'mounts')),
  )
}

function hostId(name: string): string {
  return `host ${name}`
}

function shareId(name: string): string {
  return `share ${name}`
}

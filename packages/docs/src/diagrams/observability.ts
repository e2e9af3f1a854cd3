import { mermaid } from '@homelab/formats'
import type { Block } from '@homelab/formats/page'
import { isDataSource } from '@homelab/observability'
import type { Context } from '../context.ts'
import { box, merged, picture } from './picture.ts'

/** Who scrapes, probes and pushes what; probes are drawn as one, or they would hide everything else. */
export function observabilityPicture({ resolved }: Context): Block {
  const collectors = resolved.services.filter(({ collects }) => collects.length > 0)
  const names = new Set(collectors.map(({ name }) => name))
  const pushes = resolved.flows.filter(({ from, origin }) => names.has(from) && origin === 'need')
  // What collectors push to.
  const stores = new Set(pushes.map(({ to }) => to))
  const shows = resolved.flows.filter(({ use }) => isDataSource(use))
  const delivers = resolved.flows.filter(
    ({ to, from, origin }) => origin === 'need' && !names.has(from) && stores.has(to),
  )
  const scrapes = resolved.scrapes.filter(({ by, service }) => by !== service)
  const drawn = new Set([
    ...names,
    ...[...pushes, ...shows, ...delivers].flatMap(({ from, to }) => [from, to]),
    ...scrapes.map(({ service }) => service),
  ])
  const members = resolved.services
    .filter(({ name }) => drawn.has(name))
    .map(({ name, title }) => box(name, title, stores.has(name) ? 'store' : 'box'))
  const probes = Map.groupBy(resolved.outsideProbes, ({ by }) => by)
  const probed = [...probes].map(([by, all]) => ({
    by,
    id: `probed by ${by}`,
    count: new Set(all.map(({ service }) => service)).size,
  }))
  const edges = [
    ...pushes.map(({ from, to }) => mermaid.arrow(from, to, 'pushes')),
    ...delivers
      .filter(({ from, to }) => !shows.some(show => show.from === from && show.to === to))
      .map(({ from, to }) => mermaid.arrow(from, to, 'pushes')),
    ...shows.map(({ from, to }) => mermaid.arrow(from, to, 'queries')),
    ...scrapes.map(({ by, service }) => mermaid.dashed(by, service, 'scrapes')),
    ...probed.map(({ by, id }) => mermaid.dashed(by, id, 'asks')),
  ]
  const nodes = probed.map(({ id, count }) => box(id, `${count} probed services`, 'round'))
  return picture({ direction: 'LR', members: [...members, ...nodes], edges: merged(edges) })
}

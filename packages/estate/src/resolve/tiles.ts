import { present } from '@homelab/formats/present'
import { healthOf } from '../probe.ts'
import type { Address, Flow, ResolvedTile } from '../resolved.ts'
import type { StatedService } from '../state/stated.ts'
import { wayIn, withVariables } from '../tile.ts'
import { addressFor } from './address.ts'
import { type Draft, portOf, whereIs } from './draft.ts'
import { healthAddress } from './probes.ts'

/** The tiles that home pages of the estate show, in its order, and the traffic of each page to what it asks. */
export function resolveTiles(draft: Draft): {
  readonly tiles: readonly ResolvedTile[]
  readonly flows: readonly Flow[]
} {
  const all = draft.services
    .filter(({ collects }) => collects?.includes('tiles'))
    .flatMap(page => draft.services.flatMap(service => resolveTile(draft, page, service)))
  return { tiles: all.map(({ tile }) => tile), flows: all.flatMap(({ flows }) => flows) }
}

interface OneTile {
  readonly tile: ResolvedTile
  readonly flows: readonly Flow[]
}

function resolveTile(draft: Draft, page: StatedService, service: StatedService): readonly OneTile[] {
  const { name, tile } = service
  if (tile === undefined || tile === 'hidden') return []
  const asked = [monitor(draft, page, service), widget(draft, page, service)]
  const [monitored, asks] = asked
  const resolved: ResolvedTile = {
    service: name,
    by: page.name,
    ...present({ href: wayIn(draft.routesOf.get(name) ?? [])?.url, monitor: monitored?.url, asks: asks?.url }),
    secrets: withVariables(name, tile.widget?.fields ?? {}).secrets,
  }
  // To itself there is no traffic.
  const flows = asked.flatMap(each => (each === undefined || name === page.name ? [] : [each.flow]))
  return [{ tile: resolved, flows }]
}

interface Asked {
  readonly url: string
  readonly flow: Flow
}

/** The page asks over HTTP, without a login: https://gethomepage.dev/configs/services/#site-monitor */
function monitor(draft: Draft, page: StatedService, service: StatedService): Asked | undefined {
  const asks = healthOf(service.probes)
  const address = healthAddress(draft, service, page)
  if (asks === undefined || address === undefined || !isWeb(address)) return undefined
  const why = 'shows whether it is healthy'
  return { url: address.url + asks.path, flow: flow(page, service, { port: asks.port, why, address }) }
}

function widget(draft: Draft, page: StatedService, service: StatedService): Asked | undefined {
  const { name, tile, ports } = service
  if (typeof tile !== 'object' || tile.widget === undefined) return undefined
  const { port: said, path = '' } = tile.widget
  const web = Object.keys(ports).find(each => ['http', 'https'].includes(portOf(service, each)?.protocol ?? ''))
  const port = said ?? wayIn(draft.routesOf.get(name) ?? [])?.port ?? web
  // There are widgets that ask nobody.
  if (port === undefined) return undefined
  const address = addressFor(draft, page.workload.at, service, port, path)
  if (address === undefined) {
    const known = portOf(service, port) !== undefined
    draft.findings.push({
      code: known ? 'unreachable-route' : 'unknown-port',
      where: whereIs(service, 'tile.widget'),
      problem: known
        ? `${page.name}, which shows its tile, has no way to it`
        : 'the widget of its tile asks a port that it does not have',
      got: port,
      ...(!known && { expected: Object.keys(ports).join(' or ') || 'a declared port' }),
      fix: known ? 'give it a route, or leave the widget out' : 'name one of its ports',
    })
    return undefined
  }
  return { url: address.url + path, flow: flow(page, service, { port, why: 'shows figures of it', address }) }
}

function flow(
  { name: from }: StatedService,
  { name: to }: StatedService,
  asked: Pick<Flow, 'port' | 'why' | 'address'>,
): Flow {
  return { from, to, ...asked, origin: 'tile' }
}

function isWeb({ scheme }: Address): boolean {
  return scheme === 'http' || scheme === 'https'
}

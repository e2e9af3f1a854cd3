import { lookup, ownRepositories, type ResolvedWithWorkloads } from '@homelab/estate/model'
import { onlyCopies } from './data.ts'
import type { Fall } from './fall.ts'
import type { Impact } from './impact.ts'

/** What to do, first things first: what keeps people blind, what must not be made worse, what to read, what comes back when. */
export function firstOf(
  resolved: ResolvedWithWorkloads,
  fall: Fall,
  { alerts, data }: Pick<Impact, 'alerts' | 'data'>,
): readonly string[] {
  const { fell } = fall
  const pages = pagesOf(resolved)
  const hosts = fell.flatMap(({ kind, name }) => (kind === 'host' ? (lookup(resolved).host(name) ?? []) : []))
  return [
    ...(alerts.alerting === 'broken'
      ? [`nobody is told of anything else that breaks (${alerts.broken.join(', ')}): look by hand until that is back`]
      : []),
    ...unreadable(resolved, fall, pages),
    ...onlyCopies(resolved, fall).map(
      ({ name, backsUp }) =>
        `nothing else has what ${backsUp?.repository} kept, and ${name} saves nothing new: leave what is live as it is, and copy it elsewhere before anything is fixed`,
    ),
    ...hosts.flatMap(host => restarting(resolved, host, pages)),
    ...fell.flatMap(each => reading(resolved, each, pages)),
    ...(data.restorable.length > 0
      ? [`restore only what is really gone, into a scratch folder first: ${pages}/backups.md`]
      : []),
  ]
}

function pagesOf({ clusters }: ResolvedWithWorkloads): string {
  return `${clusters[0]?.source.rendered ?? 'dist'}/docs`
}

/** Where the pages and the sources themselves are away. */
function unreadable(resolved: ResolvedWithWorkloads, fall: Fall, pages: string): readonly string[] {
  const { routes, documentation } = resolved
  const host = documentation === undefined ? undefined : URL.parse(documentation)?.hostname
  const route = routes.find(({ hostname }) => hostname === host)
  const isAway = (each: (typeof routes)[number]): boolean =>
    fall.stopped(each.service) || fall.leadsNowhere(each) !== undefined
  const forges = new Set(ownRepositories(resolved).flatMap(own => (isAway(own.route) ? [own.route.hostname] : [])))
  return [
    ...(route !== undefined && isAway(route) ? [`${route.hostname} shows no pages: read them in ${pages}`] : []),
    ...[...forges].map(name => `${name} gives no sources: work from the copy on your own machine`),
  ]
}

function restarting(
  { services }: ResolvedWithWorkloads,
  { name, byHand = [] }: { readonly name: string; readonly byHand?: readonly string[] },
  pages: string,
): readonly string[] {
  const isSetUp = services.some(({ runs }) =>
    runs.deliveries.some(delivery => delivery.by === 'ansible' && delivery.host === name),
  )
  if (!isSetUp) return [`bring ${name} back: nothing here sets it up`]
  const steps = byHand.length === 0 ? '' : `, ${byHand.length} things by hand before its services`
  return [`bring ${name} back${steps}: ${pages}/guides/restart-a-host.md`]
}

function reading(resolved: ResolvedWithWorkloads, fallen: Fall['fell'][number], pages: string): readonly string[] {
  const { vaults, people, hosts } = resolved
  switch (fallen.kind) {
    case 'service':
      return [`how it is checked, and started again: ${pages}/services/${fallen.name}.md`]
    case 'item': {
      const note = vaults.find(({ name }) => name === fallen.vault)?.items[fallen.name]?.note
      return [
        `a new value, and who must read it: ${pages}/guides/rotate-a-secret.md${note === undefined ? '' : `. ${note}`}`,
      ]
    }
    case 'link':
      return fallen.name === 'tailnet' ? [tailnet(resolved, pages)] : []
    case 'name':
      return [`what still leads somewhere, and by which name: ${pages}/routing.md`]
    case 'person': {
      const role = people.find(({ name }) => name === fallen.name)?.role
      const others = people.filter(person => person.role === role && person.name !== fallen.name)
      const devices = hosts.filter(({ tailnet: by }) => by?.by === 'owner' && by.owner === fallen.name)
      return [
        ...(others.length === 0 ? [`nobody else is ${role}: what is for ${role}s alone, nobody reaches`] : []),
        ...(devices.length === 0
          ? []
          : [`take ${devices.map(({ name }) => name).join(', ')} out of the tailnet if it is lost: ${pages}/hosts.md`]),
      ]
    }
    case 'host':
    case 'cluster':
    case 'share':
    case 'folder':
      return []
  }
}

function tailnet({ hosts }: ResolvedWithWorkloads, pages: string): string {
  const near = hosts.flatMap(({ name, lanAddress, listens }) =>
    lanAddress !== undefined && listens?.['ssh'] !== undefined ? [`${name} as ${lanAddress}`] : [],
  )
  const way = near.length === 0 ? '' : ` (in the local network ${near.join(', ')} by SSH)`
  return `the ways in that are left${way}: ${pages}/guides/tailnet-lockout.md`
}

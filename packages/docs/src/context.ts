import { type Lookup, lookup, once, type Resolved, type ResolvedService } from '@homelab/estate'
import { type Deliveries, deliveriesOf } from './model/secrets.ts'
import type { Page } from './page/page.ts'
import { type Site, siteOf } from './page/site.ts'
import { code } from './text.ts'

/** What pages are made of. */
export interface Context {
  readonly resolved: Resolved
  readonly find: Lookup
  readonly site: Site
  readonly deliveries: Deliveries
}

/** What is known before there are pages. */
export type Facts = Pick<Context, 'resolved' | 'find'>

/** The same function, which works out its answer once for each resolved estate. */
export function onceOf<T>(make: (facts: Facts) => T): (facts: Facts) => T {
  const answer = once(resolved => make({ resolved, find: lookup(resolved) }))
  return ({ resolved }) => answer(resolved)
}

export function contextOf(resolved: Resolved, pages: readonly Page[]): Context {
  const facts: Facts = { resolved, find: lookup(resolved) }
  return { ...facts, site: siteOf(pages), deliveries: deliveriesOf(facts) }
}

/** The path of a service's page. */
export function servicePage(name: string): string {
  return `services/${name}`
}

/** A link to the page of a service; its name as text where the estate does not list it. */
export function linkService({ find, site }: Context, name: string): string {
  return site.link(servicePage(name), find.service(name)?.title ?? name)
}

/** A file of the repository, as code. */
export function filePath(path: string): string {
  return code(path)
}

/** The services of a place, in the estate's order. */
export function servicesAt({ resolved }: Context, place: { kind: string; name: string }): readonly ResolvedService[] {
  return resolved.services.filter(({ workload: { at } }) => at.kind === place.kind && at.name === place.name)
}

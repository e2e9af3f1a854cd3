import type { Keeping, Part, Resolved, ResolvedService } from '@homelab/estate/model'
import { code } from '@homelab/formats/page'
import { type Facts, factsOf } from './model/facts.ts'
import { type Deliveries, deliveriesOf } from './model/secret-deliveries.ts'
import type { Page } from './page/page.ts'
import { type Site, siteOf } from './page/site.ts'

/** What pages are made of. */
export interface Context extends Facts, Keeping {
  readonly site: Site
  readonly deliveries: Deliveries
}

export function contextOf(resolved: Resolved, pages: readonly Page[], parts: readonly Part[]): Context {
  const facts = factsOf(resolved)
  return { ...facts, site: siteOf(pages), deliveries: deliveriesOf(facts), vaults: resolved.vaults, parts }
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
  return resolved.services.filter(({ at }) => at.kind === place.kind && at.name === place.name)
}

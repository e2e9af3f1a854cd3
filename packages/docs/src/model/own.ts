import { imageReference, known, type ResolvedRoute } from '@homelab/estate/model'
import { distinct } from './distinct.ts'
import type { Facts } from './facts.ts'

/** An address that the estate itself answers. */
export interface OwnAddress {
  /** What is read there: a repository's URL, an image's reference. */
  readonly what: string
  readonly route: ResolvedRoute
  /** The services that need it. */
  readonly users: readonly string[]
}

/** Git repositories of Applications that are read from a service of the estate. */
export function ownRepositories(facts: Facts): readonly OwnAddress[] {
  const { resolved } = facts
  const main = resolved.clusters.map(({ source }) => ({ what: source.repository, users: [] as string[] }))
  const charts = resolved.services.flatMap(({ name, runs }) =>
    known(runs.releases).flatMap(release =>
      release.of === 'chart' ? [{ what: release.repository, users: [name] }] : [],
    ),
  )
  return behindRoutes(facts, [...main, ...charts], what => URL.parse(what)?.hostname)
}

/** Images that are pulled from a registry of the estate. */
export function ownImages(facts: Facts): readonly OwnAddress[] {
  const images = facts.resolved.services.flatMap(({ name, images: own }) =>
    own.map(image => ({ what: imageReference(image), users: [name] })),
  )
  return behindRoutes(facts, images, what => what.split('/')[0])
}

function behindRoutes(
  { resolved }: Facts,
  all: readonly { readonly what: string; readonly users: readonly string[] }[],
  hostOf: (what: string) => string | undefined,
): readonly OwnAddress[] {
  return distinct(all, ({ what }) => what).flatMap(({ what }) => {
    const host = hostOf(what)
    const route = resolved.routes.find(({ hostname }) => hostname === host)
    const users = all.filter(other => other.what === what).flatMap(other => other.users)
    return route === undefined ? [] : [{ what, route, users: [...new Set(users)] }]
  })
}

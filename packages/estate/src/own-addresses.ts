import { imageReference } from './image.ts'
import { once } from './once.ts'
import type { Resolved, ResolvedRoute } from './resolved.ts'
import { known } from './runs/known.ts'

/** An address that the estate itself answers. */
export interface OwnAddress {
  /** What is read there: a repository's URL, an image's reference. */
  readonly what: string
  readonly route: ResolvedRoute
  /** The services that need it. */
  readonly users: readonly string[]
}

/** Git repositories of Applications that are read from a service of the estate. */
export const ownRepositories = once((resolved): readonly OwnAddress[] => {
  const main = resolved.clusters.map(({ source }) => ({ what: source.repository, users: [] as string[] }))
  const charts = resolved.services.flatMap(({ name, runs }) =>
    known(runs.releases).flatMap(release =>
      release.of === 'chart' ? [{ what: release.repository, users: [name] }] : [],
    ),
  )
  return behindRoutes(resolved, [...main, ...charts], what => URL.parse(what)?.hostname)
})

/** Images that are pulled from a registry of the estate. */
export const ownImages = once((resolved): readonly OwnAddress[] => {
  const images = resolved.services.flatMap(({ name, images: own }) =>
    own.map(image => ({ what: imageReference(image), users: [name] })),
  )
  return behindRoutes(resolved, images, what => what.split('/')[0])
})

function behindRoutes(
  { routes }: Resolved,
  all: readonly { readonly what: string; readonly users: readonly string[] }[],
  hostOf: (what: string) => string | undefined,
): readonly OwnAddress[] {
  const first = new Map(routes.toReversed().map(route => [route.hostname, route]))
  return [...Map.groupBy(all, ({ what }) => what)].flatMap(([what, same]) => {
    const route = first.get(hostOf(what) ?? '')
    return route === undefined ? [] : [{ what, route, users: [...new Set(same.flatMap(({ users }) => users))] }]
  })
}

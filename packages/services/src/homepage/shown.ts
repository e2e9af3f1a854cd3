import { lookup, type Resolved, type ResolvedService, type ResolvedTile, type Tile } from '@homelab/estate/model'

/** A tile as its service says it, with its addresses. */
export interface Shown {
  /** The service. */
  readonly name: string
  readonly file: string
  readonly tile: Tile<string>
  readonly at: ResolvedTile
}

/** The tiles of a home page, in the estate's order. */
export function shownAt(resolved: Resolved, page: ResolvedService): readonly Shown[] {
  const find = lookup(resolved)
  return find.tilesAt(page.name).flatMap((at): Shown[] => {
    const service = find.service(at.service)
    if (typeof service?.tile !== 'object') return []
    const { name, file, tile } = service
    return [{ name, file, tile, at }]
  })
}

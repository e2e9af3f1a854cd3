import type { ResolvedTile } from '@homelab/estate/model'
import type { EnvValue } from '../container/index.ts'
import { type ExternalSecret, externalSecret } from '../secret/index.ts'

/** Where a home page has the secrets of widgets. */
export interface TilesSecret {
  readonly secret: string
}

/** The secrets of all widgets that a home page shows, a key each; none where no widget has one. */
export function tileSecrets(
  tiles: TilesSecret | undefined,
  tilesAt: readonly ResolvedTile[],
): readonly ExternalSecret[] {
  const data = Object.assign({}, ...tilesAt.map(({ secrets }) => secrets))
  return tiles === undefined || Object.keys(data).length === 0 ? [] : [externalSecret(tiles.secret, { data })]
}

/** The variables in which the home page reads them. */
export function tileVariables(
  tiles: TilesSecret | undefined,
  tilesAt: readonly ResolvedTile[],
): readonly (readonly [string, EnvValue])[] {
  if (tiles === undefined) return []
  return tilesAt.flatMap(({ secrets }) =>
    Object.keys(secrets).map(key => [key, { from: 'secret', secret: tiles.secret, key }] as const),
  )
}

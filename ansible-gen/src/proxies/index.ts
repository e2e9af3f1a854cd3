import type { Part } from '@homelab/estate/model'
import { tunnelParts } from './cloudflare-tunnel/part.ts'
import { flyParts } from './fly/part.ts'
import { ownNginxParts } from './own-nginx/part.ts'

export * from './cloudflare-tunnel/index.ts'
export * from './fly/index.ts'
export type * from './nginx/settings.ts'
export * from './own-nginx/index.ts'

/** What may serve the public names. */
export const proxyParts: readonly Part[] = [...flyParts, ...ownNginxParts, ...tunnelParts]

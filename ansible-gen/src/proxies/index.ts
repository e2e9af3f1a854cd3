import type { Part } from '@homelab/estate'
import * as providers from './parts.ts'

export * from './fly/index.ts'
export type * from './nginx/settings.ts'
export * from './own-nginx/index.ts'

/** What may serve the public names. */
export const proxyParts: readonly Part[] = Object.values(providers).flat()

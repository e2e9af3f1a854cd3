import type { Part } from '@homelab/estate'
import { flyParts } from './fly/index.ts'

export * from './fly/index.ts'
export type * from './nginx/settings.ts'

/** What may serve the public names. */
export const proxyParts: readonly Part[] = [...flyParts]

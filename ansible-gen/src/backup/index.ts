import type { Part } from '@homelab/estate/model'
import { borgmaticParts } from './borgmatic/index.ts'

export * from './borgmatic/index.ts'

/** The tools that these packages know. */
export const backupParts: readonly Part[] = [...borgmaticParts]

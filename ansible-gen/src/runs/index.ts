import type { Part } from '@homelab/estate'
import { backupParts } from '../backup/index.ts'
import { flyPart } from './fly-part.ts'
import { hostPart } from './host-part.ts'

/** What services of hosts, the public proxy and backups are made of. */
export const hostParts: readonly Part[] = [hostPart, flyPart, ...backupParts]

import type { Part } from '@homelab/estate/model'
import { backupParts } from '../backup/index.ts'
import { standardHostParts } from '../parts/index.ts'
import { proxyParts } from '../proxies/index.ts'
import { hostPart } from './host-part.ts'

/** What services of hosts, the public proxy and backups are made of. */
export const hostParts: readonly Part[] = [hostPart, ...standardHostParts, ...proxyParts, ...backupParts]

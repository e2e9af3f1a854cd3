import type { Part } from '@homelab/estate'
import { standardHostParts } from '../parts/index.ts'
import { proxyParts } from '../proxies/index.ts'
import { hostPart } from './host-part.ts'

/** What services of hosts, and the public proxy, are made of. */
export const hostParts: readonly Part[] = [hostPart, ...standardHostParts, ...proxyParts]

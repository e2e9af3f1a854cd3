import type { Slots } from '@homelab/estate/contents'
import { tunnelSlots } from './cloudflare-tunnel/configuration.ts'

/** The files of proxies that ordinary workloads run. */
export const proxySlots: Slots = { ...tunnelSlots }

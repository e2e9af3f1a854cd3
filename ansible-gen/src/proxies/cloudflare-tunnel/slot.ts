import { defineSlot } from '@homelab/estate/model'
import type { CloudflareTunnel } from './settings.ts'

/** What cloudflared is told besides the public names. */
export interface TunnelFile {
  readonly tunnel: CloudflareTunnel
  /** Where the tunnel's credentials lie, absolute. */
  readonly credentials: string
  /** Where it shows what it counts: `127.0.0.1:20241`. */
  readonly metrics: string
}

/** The slot of cloudflared's configuration: its rules are the public routes of all services. */
export const tunnelSlot = defineSlot<TunnelFile>('cloudflared config.yml')

import { type Content, type Host, type Image, made, placeOf, type Workload } from '@homelab/estate/model'
import type { NginxProxy } from '../nginx/settings.ts'

/**
 * A public proxy on Fly.io: one container with nginx, a tailnet node, a telemetry collector, and fail2ban where a
 * public service takes logins. What it serves is derived from the public routes of all services.
 */
export interface FlyApp extends Workload, NginxProxy {
  readonly kind: 'fly-app'
  readonly app: string
  /** https://fly.io/docs/reference/regions/ */
  readonly region: string
  /** Of the machine, whatever the platform's default is that day: what one shared processor may have, https://fly.io/docs/about/pricing/#started-fly-machines */
  readonly memoryMegabytes: 256 | 512 | 768 | 1024 | 1280 | 1536 | 1792 | 2048
  readonly images: { readonly nginx: Image; readonly tailscale: Image; readonly alloy: Image }
  /** The collector's configuration. */
  readonly telemetry: Content
}

export type FlyAppProps = Omit<FlyApp, 'kind' | 'at' | 'address' | 'addresses'> & { readonly at: Host }

/** The public proxy as an app of Fly.io. */
export function flyApp({ at, ...props }: FlyAppProps): FlyApp {
  return made({ ...props, kind: 'fly-app', at: placeOf(at) })
}

import { made, type PublicProxySettings } from '@homelab/estate/model'

/**
 * How cloudflared talks to what stands behind it, in its own words:
 * https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/cloudflared-parameters/origin-parameters/
 */
export interface OriginRequest {
  /** A number with a unit: `30s`. */
  readonly connectTimeout?: string
  readonly tlsTimeout?: string
  readonly tcpKeepAlive?: string
  readonly keepAliveTimeout?: string
  readonly keepAliveConnections?: number
  readonly noHappyEyeballs?: boolean
  /** The host that the service is told, in place of the public name. */
  readonly httpHostHeader?: string
  /** The name that the service's certificate must have. */
  readonly originServerName?: string
  /** Certificates of whoever signed the service's, absolute, where cloudflared runs. */
  readonly caPool?: string
  /** Any certificate is believed. */
  readonly noTLSVerify?: boolean
  readonly disableChunkedEncoding?: boolean
  readonly http2Origin?: boolean
}

/** A tunnel of Cloudflare as the public proxy: cloudflared calls out to Cloudflare, which answers the internet. */
export interface CloudflareTunnel extends PublicProxySettings {
  readonly kind: 'cloudflare-tunnel'
  /** Its UUID, which `cloudflared tunnel create` prints: no secret. */
  readonly id: string
  /** Cloudflare refuses a client that asks more often for paths that take logins; what the zone's plan allows. */
  readonly logins: LoginRate
  /** What the zone's plan lets through, which nobody lowers for one name: a route that says its own says the same. */
  readonly maxBodyMegabytes: number
  /** Of all services, and of single ones by name. */
  readonly originRequest?: OriginRequest
  readonly originRequests?: Readonly<Record<string, OriginRequest>>
}

/** Of one client, at all paths that take logins together. */
export interface LoginRate {
  readonly requests: number
  /** The Free plan has 10. https://developers.cloudflare.com/waf/rate-limiting-rules/#availability */
  readonly withinSeconds: number
  /** For how long it is refused; the Free plan has 10. */
  readonly refusedSeconds: number
}

export interface CloudflareTunnelProps extends Pick<CloudflareTunnel, 'id' | 'originRequest' | 'originRequests'> {
  /** 5 within 10 s, then none for 10 s, by default: as short as the Free plan has it. */
  readonly logins?: LoginRate
  /** 100 by default: the plans Free and Pro. https://developers.cloudflare.com/workers/platform/limits/#request-limits */
  readonly maxBodyMegabytes?: number
}

/**
 * The tunnel that pods or programs run as cloudflared: the `publicProxy` of their workload. The zone is Cloudflare's, too, and
 * `dns` states it: records and rules follow.
 *
 * @example cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' })
 */
export function cloudflareTunnel(props: CloudflareTunnelProps): CloudflareTunnel {
  const { logins = { requests: 5, withinSeconds: 10, refusedSeconds: 10 }, maxBodyMegabytes = 100 } = props
  return made({ ...props, kind: 'cloudflare-tunnel', logins, maxBodyMegabytes })
}

/** Where cloudflared calls: https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/tunnel-with-firewall/ */
export const tunnelPorts = [
  { port: 7844, protocol: 'TCP' },
  { port: 7844, protocol: 'UDP' },
] as const

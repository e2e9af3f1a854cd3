import { type CloudflareTunnel, cloudflareTunnel } from '@homelab/ansible-gen'
import {
  type DnsProvider,
  type DnsStack,
  dnsStack,
  domain,
  http,
  image,
  type PublicRoute,
  type Service,
  service,
} from '@homelab/estate'
import { present } from '@homelab/formats/present'
import { cloudflaredIn } from '@homelab/services'
import { domains as inside, kind, pod, secrets, store } from './parts.ts'

export const domains = { ...inside, public: domain('public', 'example.org') }

export const id = '6ff42ae2-765d-4adf-8112-31c55c1551ef'

/** A zone at Cloudflare, or elsewhere. */
export function zoneAt(
  meta: { readonly url: string },
  provider: DnsProvider = { name: 'cloudflare', version: '6.11.0', zoneId: '023e105f4ecef8ad9ca31a8372d0c353' },
  publicTarget?: string,
): DnsStack {
  return dnsStack(meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider,
    credentials: { TOKEN: secrets.app.password },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
    ...present({ publicTarget }),
  })
}

/** A page that the tunnel serves. */
export function page(meta: { readonly url: string }, route: Partial<PublicRoute<'http'>> = {}): Service<'http'> {
  return service(meta, 'web', {
    title: 'Web',
    summary: 'web',
    ports: { http: http(80) },
    workload: pod(),
    routes: {
      public: {
        port: 'http',
        mode: 'dynamic',
        loginPaths: ['/login'],
        exposed: { since: '2026-02-08', why: 'it is for everybody' },
        ...route,
      },
    },
  })
}

/** cloudflared that is right in every way but for its tunnel, and what its pods read their secrets of. */
export function behind(
  meta: { readonly url: string },
  tunnel: CloudflareTunnel = cloudflareTunnel({ id }),
): readonly Service[] {
  const pods = { tunnel, credentials: secrets.app.password, image: image('example.org/cloudflared', '2025.10.1') }
  return [store, service(meta, 'tunnel', { ...cloudflaredIn(kind, pods) })]
}

import { flyApp } from '@homelab/ansible-gen'
import { host, http, image, restrictedTo, type Service, service, text } from '@homelab/estate'

export const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})

/** A public proxy that is right in every way. */
export function publicProxy(meta: { readonly url: string }): Service<'http'> {
  return service(meta, 'proxy', {
    title: 'Proxy',
    summary: 'public proxy',
    ports: { http: http(8080) },
    workload: flyApp({
      at: edge,
      app: 'edge',
      region: 'ams',
      memoryMegabytes: 512,
      images: {
        nginx: image('nginx', '1.28.2'),
        tailscale: image('tailscale', '1.92.5'),
        alloy: image('alloy', '1.13.1'),
      },
      resolver: '192.0.2.53',
      accessLog: '/var/log/nginx/access.json.log',
      logMegabytes: 10,
      telemetry: text('// none\n'),
      limits: { perSecond: 10, staticBurst: 20, dynamicBurst: 50, connections: 50, logins: { perSecond: 3, burst: 5 } },
      cache: { megabytes: 200, inactiveHours: 24, okHours: 24, notFoundMinutes: 1, assetDays: 7 },
      bans: { maxRetries: 5, findSeconds: 600, banSeconds: 3600 },
    }),
    serves: 'public',
  })
}

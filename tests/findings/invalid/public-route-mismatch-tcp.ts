import { flyApp } from '@homelab/ansible-gen'
import { domain, host, http, image, restrictedTo, service, tcp, text } from '@homelab/estate'
import { box, domains, type Expected, fixture, pod } from '../parts.ts'

const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'public proxy',
  ports: { http: http(8080) },
  workload: flyApp({
    at: edge,
    app: 'edge',
    region: 'ams',
    images: {
      nginx: image('nginx', '1.28.2'),
      tailscale: image('tailscale', '1.92.5'),
      alloy: image('alloy', '1.13.1'),
    },
    resolver: '192.0.2.53',
    accessLog: '/var/log/nginx/access.json.log',
    telemetry: text('// none\n'),
    limits: { perSecond: 10, staticBurst: 20, dynamicBurst: 50, logins: { perSecond: 3, burst: 5 } },
    cache: { megabytes: 200, inactiveHours: 24, okHours: 24, notFoundMinutes: 1, assetDays: 7 },
    bans: { maxRetries: 5, findSeconds: 600, banSeconds: 3600 },
  }),
  serves: 'public',
})
/** A database has no place on the internet, and the proxy no way to carry it. */
const store = service(import.meta, 'store', {
  title: 'Store',
  summary: 'database',
  ports: { sql: tcp(5432) },
  workload: pod(),
  routes: { tailnet: { port: 'sql' }, public: { port: 'sql', mode: 'static' } },
})

export default fixture(import.meta, {
  hosts: [box, edge],
  domains: { ...domains, public: domain('public', 'example.org') },
  services: [proxy, store],
})
export const expected: Expected = ['public-route-mismatch store routes.public']

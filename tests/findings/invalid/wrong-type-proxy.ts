import { caddyfile, file, flyApp, hostService } from '@homelab/ansible-gen'
import { type Host, host, image, service, text } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const edge: Host = host('edge', { platform: 'managed', role: 'the edge of the fixtures' })

const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'private proxy',
  ports: {},
  workload: hostService({
    at: box,
    files: [
      file(
        '/home/box/Caddyfile',
        '0644',
        // here
        caddyfile({
          // @ts-expect-error It is `tokenVariable`.
          dns: { provider: 'gandi', token: 'TOKEN' },
          unknownHost: { status: 404, body: 'nothing here' },
          example: 'web',
        }),
      ),
    ],
  }),
  serves: 'ops',
})
const publicProxy = service(import.meta, 'public-proxy', {
  title: 'Public proxy',
  summary: 'public proxy',
  ports: {},
  // here
  workload: flyApp({
    at: edge,
    app: 'edge',
    region: 'ams',
    memoryMegabytes: 512,
    // @ts-expect-error It lacks the others.
    images: { nginx: image('nginx', '1.29.0') },
    resolver: '192.0.2.53',
    accessLog: '/var/log/nginx/access.log',
    logMegabytes: 1,
    telemetry: text(''),
    limits: { perSecond: 1, staticBurst: 1, dynamicBurst: 1, connections: 1, logins: { perSecond: 1, burst: 1 } },
    cache: { megabytes: 1, inactiveHours: 1, okHours: 1, notFoundMinutes: 1, assetDays: 1 },
    bans: { maxRetries: 1, findSeconds: 1, banSeconds: 1 },
  }),
})

export default fixture(import.meta, { hosts: [box, edge], services: [proxy, publicProxy] })
export const expected: Expected = [
  'wrong-type proxy workload.files[0].content.settings.dns.token',
  'wrong-type proxy workload.files[0].content.settings.dns.tokenVariable',
  'wrong-type public-proxy workload.images.alloy',
  'wrong-type public-proxy workload.images.tailscale',
]

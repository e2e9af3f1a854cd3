import { flyApp } from '@homelab/ansible-gen'
import { http, image, service, text } from '@homelab/estate'
import { settings } from '../../fixtures/public-proxies/lab.ts'
import { type Expected, fixture } from '../parts.ts'
import { edge } from '../public.ts'

const { limits } = settings

/** What is let through of all requests is less. */
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'limits logins by more than all requests',
  ports: { http: http(8080) },
  // here
  workload: flyApp({
    ...settings,
    at: edge,
    app: 'lab-edge',
    region: 'ams',
    memoryMegabytes: 512,
    images: {
      nginx: image('nginx', '1.28.2-alpine'),
      tailscale: image('docker.io/tailscale/tailscale', 'v1.92.5'),
      alloy: image('docker.io/grafana/alloy', 'v1.13.1'),
    },
    telemetry: text('// no collector\n'),
    limits: { ...limits, logins: { perSecond: limits.perSecond, burst: limits.dynamicBurst + 1 } },
  }),
  serves: 'public',
})

export default fixture(import.meta, { hosts: [edge], clusters: [], services: [proxy] })
export const expected: Expected = [
  'invalid-quantity proxy workload.limits.logins.burst',
  'invalid-quantity proxy workload.limits.logins.perSecond',
]

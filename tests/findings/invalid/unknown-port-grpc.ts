import { grpcProbe, http, https, service, udp } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** Kubelets ask by gRPC over TCP, and without TLS. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'speaks gRPC where no kubelet asks',
  ports: { http: http(80), secure: https(443), dns: udp(53) },
  workload: pod(),
  probes: {
    // here
    start: grpcProbe('dns'),
    // here
    ready: grpcProbe('secure'),
    live: grpcProbe('http'),
  },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-port web probes.ready', 'unknown-port web probes.start']

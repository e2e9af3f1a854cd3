import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The kubelet starts no pod with one that it was not told to allow. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({
    podSecurity: {
      sysctls: [
        { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
        { name: 'net.ipv4.ip_unprivilegd_port_start', value: '0' },
      ],
    },
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-word web Deployment web.spec.template.spec.securityContext.sysctls[1].name']

import { distributionPackage, file, hostService, packagedUnit } from '@homelab/ansible-gen'
import { service, text, udp } from '@homelab/estate'
import { domains, nuc, pi } from '../places.ts'

const answer = `address=/${domains.ops?.suffix}/${nuc.lanAddress}\n`

/** Whoever asks it finds the private proxy; the router gives its address to all. https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html */
export const names = service(import.meta, 'names', {
  title: 'Names',
  summary: 'answers for the names of the lab',
  ports: { dns: udp(53) },
  workload: hostService({
    at: pi,
    packages: [distributionPackage('dnsmasq')],
    programs: [
      packagedUnit('dnsmasq', {
        reads: [{ ...file('/etc/dnsmasq.d/lab.conf', '0644', text(answer)), owner: { user: 'root' } }],
      }),
    ],
  }),
})

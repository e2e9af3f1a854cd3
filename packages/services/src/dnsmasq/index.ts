import { distributionPackage, file, hostService, packagedUnit } from '@homelab/ansible-gen'
import { type Host, type ServiceProps, udp } from '@homelab/estate/model'
import { type HostBesides, hostWith } from '../host.ts'
import { dnsmasqSlot } from './slot.ts'

export interface DnsmasqProps {
  /** What else belongs to it: further files in `/etc/dnsmasq.d`. */
  readonly host?: HostBesides
}

/**
 * dnsmasq on a Linux host, from its distribution: it leads every private name of the estate (`ops`) to the host of its
 * private proxy, and asks whom the host itself asks for all others. That people ask it, the router has to say.
 * https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html
 *
 * @example service(import.meta, 'names', { ...dnsmasqOn(server) })
 */
export function dnsmasqOn(at: Host, props: DnsmasqProps = {}): ServiceProps<'dns'> {
  const root = { user: 'root' }
  return {
    title: 'Dnsmasq',
    summary: 'answers for private names',
    ports: { dns: udp(53) },
    workload: hostService(
      hostWith(
        {
          at,
          packages: [distributionPackage('dnsmasq')],
          programs: [
            packagedUnit('dnsmasq', {
              reads: [{ ...file('/etc/dnsmasq.d/private-names.conf', '0644', dnsmasqSlot.of({})), owner: root }],
            }),
          ],
        },
        props.host,
      ),
    ),
  }
}

import { distributionPackage, type FirewallProps, firewall, hostService } from '@homelab/ansible-gen'
import { type Host, host, type Service, service } from '@homelab/estate'

/** A host with a firewall. */
export const walled = host('walled', {
  platform: 'linux',
  role: 'lets nobody in',
  home: '/home/someone',
  user: 'someone',
  ownedPaths: ['/etc/firewall', '/etc/systemd/system'],
  lanAddress: '192.0.2.40',
})

/** The firewall of a host, right in every way but for what the fixture says. */
export function wall(
  meta: { readonly url: string },
  props: Partial<FirewallProps> = {},
  at: Host = walled,
  name = 'wall',
): Service {
  return service(meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: hostService({
      at,
      packages: [distributionPackage('nftables', 'nft')],
      programs: [firewall({ lan: ['192.0.2.0/24'], ...props })],
    }),
  })
}

import { host, type Needs, type Service, service } from '@homelab/estate'
import { caddyOn } from '@homelab/services'
import { secrets } from './parts.ts'

export const door = host('door', {
  platform: 'linux',
  role: 'stands before the others',
  home: '/home/door',
  user: 'door',
  ownedPaths: ['/etc/caddy', '/etc/systemd/system', '/usr/local/bin', '/var/lib/caddy'],
  lanAddress: '192.0.2.2',
})

/** The private proxy, rendered; its example is the name of `app`. */
const props = {
  ...caddyOn(door, {
    job: 'caddy',
    how: 'Build it with the module of the DNS provider.',
    dns: { provider: 'gandi', tokenVariable: 'DNS_TOKEN' },
    token: { variable: 'DNS_TOKEN', value: secrets.app.password },
    example: 'app',
  }),
}

export const caddy = service(import.meta, 'caddy', props)

/** The same, with what it needs. */
export function caddyWith(needs: () => Needs): Service {
  return service(import.meta, 'caddy', { ...props, needs })
}

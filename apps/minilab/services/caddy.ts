import {
  caddyfile,
  directory,
  distributionPackage,
  file,
  hostService,
  inHome,
  pieces,
  systemdService,
} from '@homelab/ansible-gen'
import { folder, https, notBackedUp, service } from '@homelab/estate'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

const settings = inHome(nuc, 'caddy')
const data = '/srv/caddy'
const tokenVariable = 'DNS_TOKEN'

export const caddy = service(import.meta, 'caddy', {
  title: 'Caddy',
  summary: 'reverse proxy of the lab',
  ports: { https: https(443) },
  workload: hostService({
    at: nuc,
    packages: [distributionPackage('caddy')],
    directories: [directory(settings), { ...directory(data), root: true }],
    programs: [
      systemdService('lab-caddy', {
        description: 'Caddy of the lab',
        program: ['/usr/bin/caddy', 'run', '--config', `${settings}/Caddyfile`],
        environment: { XDG_DATA_HOME: data },
        environmentFiles: [`${settings}/environment`],
        after: ['network-online.target'],
        reads: [
          file(`${settings}/environment`, '0600', pieces(`${tokenVariable}=`, secrets.dns.token, '\n')),
          file(
            `${settings}/Caddyfile`,
            '0644',
            caddyfile({
              dns: { provider: 'rfc2136', tokenVariable },
              unknownHost: { status: 404, body: 'no such service' },
              example: 'wiki',
            }),
          ),
        ],
      }),
    ],
    data: [folder(data, 'certificates', notBackedUp('certificates are issued again'))],
  }),
  serves: 'ops',
})

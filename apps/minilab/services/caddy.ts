import {
  caddyfile,
  directory,
  distributionPackage,
  file,
  hostService,
  inHome,
  pieces,
  required,
  systemdService,
} from '@homelab/ansible-gen'
import { folder, https, notBackedUp, service } from '@homelab/estate'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

const settings = inHome(nuc, 'caddy')
const data = '/srv/caddy'
const binary = '/usr/local/bin/caddy'
const tokenVariable = 'DNS_TOKEN'

export const caddy = service(import.meta, 'caddy', {
  title: 'Caddy',
  summary: 'reverse proxy of the lab',
  ports: { https: https(443) },
  workload: hostService({
    at: nuc,
    // The distribution's has no module for any DNS provider.
    requires: [required(binary, 'Build it with the module `rfc2136`, see `tools/caddy`, and copy it there.')],
    packages: [distributionPackage('ca-certificates')],
    directories: [directory(settings), { ...directory(data), owner: { user: 'root' } }],
    programs: [
      systemdService('lab-caddy', {
        description: 'Caddy of the lab',
        program: [binary, 'run', '--config', `${settings}/Caddyfile`],
        environment: { XDG_DATA_HOME: data },
        environmentFiles: [`${settings}/environment`],
        after: ['network-online.target'],
        reads: [
          file(`${settings}/environment`, '0600', pieces(`${tokenVariable}=`, secrets.dns.token, '\n')),
          file(
            `${settings}/Caddyfile`,
            '0644',
            caddyfile({
              // https://github.com/caddy-dns/rfc2136#config-examples
              dns: {
                provider: 'rfc2136',
                options: {
                  key_name: 'caddy',
                  key_alg: 'hmac-sha256',
                  key: { variable: tokenVariable },
                  server: '192.0.2.1:53',
                },
              },
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

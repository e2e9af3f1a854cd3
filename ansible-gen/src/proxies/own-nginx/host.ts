import { type Content, cron, text } from '@homelab/estate/model'
import { directory, type HostFile, type Mode, required } from '../../host/files.ts'
import { distributionPackage } from '../../host/packages.ts'
import type { HostWorkload } from '../../host/workload.ts'
import { systemdService, systemdTimer } from '../../parts/systemd-unit/index.ts'
import { places, units } from './places.ts'
import type { OwnNginx } from './workload.ts'

const root = { user: 'root' }

/** What is in a file, by its path; empty for those who only ask which files there are. */
export type Texts = (path: string) => string

/** The proxy as a service of its host: packages, files and units. */
export function hostWorkloadOf(proxy: OwnNginx, texts: Texts): HostWorkload {
  const { at, telemetry, accessLog } = proxy
  const of = (path: string, mode: Mode, content: Content = text(texts(path))): HostFile => ({
    path,
    mode,
    content,
    owner: root,
  })
  const folder = (path: string, mode: Mode = '0755') => ({ ...directory(path, mode), owner: root })
  const logs = accessLog.slice(0, accessLog.lastIndexOf('/'))
  const fail2ban = (path: string) => of(`${places.fail2ban}/${path}`, '0644')
  return {
    kind: 'host-service',
    at,
    packages: [
      distributionPackage('nginx'),
      distributionPackage('openssl'),
      distributionPackage('ca-certificates'),
      distributionPackage('certbot'),
      distributionPackage('logrotate'),
      distributionPackage('fail2ban', 'fail2ban-server', 'fail2ban-client'),
    ],
    ...(telemetry !== undefined && {
      requires: [required(telemetry.program, 'Grafana’s release of Alloy for Linux; copy it there.')],
    }),
    directories: [
      folder(places.settings),
      folder(places.certificates, '0700'),
      folder(places.state),
      folder(places.challenges),
      folder(places.page),
      folder(logs),
    ],
    files: [of(`${places.page}/error.html`, '0644')],
    programs: [
      systemdService(units.nginx, {
        description: 'Public proxy',
        program: [places.start],
        after: ['network-online.target'],
        reads: [of(places.start, '0755'), of(places.nginx, '0644')],
      }),
      systemdService(units.bans, {
        description: 'Bans of the public proxy',
        program: [places.startBans],
        after: [`${units.nginx}.service`],
        reads: [
          of(places.startBans, '0755'),
          ...['filter.d/failed-login.conf', 'action.d/nginx-deny.conf', places.jails].map(fail2ban),
        ],
      }),
      systemdTimer(units.certificates, {
        description: 'Certificates of the public names',
        program: [places.renew],
        schedule: cron('17 3,15 * * *'),
        reads: [of(places.renew, '0755')],
      }),
      systemdTimer(units.rotation, {
        description: 'Rotation of the public proxy’s logs',
        program: ['/usr/sbin/logrotate', '--state', places.rotationState, places.rotation],
        everySeconds: 60,
        reads: [of(places.rotation, '0644')],
      }),
      ...(telemetry === undefined
        ? []
        : [
            systemdService(units.telemetry, {
              description: 'Telemetry of the public proxy',
              program: [telemetry.program, 'run', `--storage.path=${places.telemetryData}`, places.telemetry],
              after: ['network-online.target'],
              reads: [of(places.telemetry, '0644', telemetry.configuration)],
            }),
          ]),
    ],
    notes: [
      'The ports 80 and 443 must be open to the internet, and nothing else; SSH is for the tailnet.',
      'A changed configuration restarts nginx: connections end, and a configuration that nginx refuses leaves no name served. `nginx -t` says which line it is.',
    ],
  }
}

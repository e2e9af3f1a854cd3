/** Units of systemd. The first two are the distribution's own names: a file in /etc takes the place of its own. */
export const units = {
  nginx: 'nginx',
  bans: 'fail2ban',
  certificates: 'public-proxy-certificates',
  rotation: 'public-proxy-rotation',
  telemetry: 'public-proxy-telemetry',
} as const

/** Files and folders of the machine, absolute. */
export const places = {
  settings: '/etc/public-proxy',
  /** NAME.pem with the chain, NAME.key. */
  certificates: '/etc/public-proxy/certificates',
  nginx: '/etc/nginx/nginx.conf',
  rotation: '/etc/public-proxy/logrotate.conf',
  rotationState: '/var/lib/public-proxy/logrotate.state',
  telemetry: '/etc/public-proxy/config.alloy',
  telemetryData: '/var/lib/public-proxy/alloy',
  fail2ban: '/etc/fail2ban',
  jails: 'jail.d/public-proxy.conf',
  state: '/var/lib/public-proxy',
  /** What ACME's server asks for. */
  challenges: '/var/lib/public-proxy/acme',
  cache: '/var/cache/public-proxy',
  page: '/usr/local/share/public-proxy',
  start: '/usr/local/sbin/public-proxy',
  startBans: '/usr/local/sbin/public-proxy-bans',
  renew: '/usr/local/sbin/public-proxy-certificates',
} as const

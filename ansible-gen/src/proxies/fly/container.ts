import type { PublicSite } from '@homelab/estate/model'
import type { Instruction } from './dockerfile.ts'
import { rotationFile } from './places.ts'
import type { FlyApp } from './workload.ts'

/** The container of facts P5: the proxy, a tailnet node and the collector in one; fail2ban where it has work. */
export function container({ images }: FlyApp, port: number, guarded: readonly PublicSite[]): readonly Instruction[] {
  const bans = guarded.length > 0
  return [
    { from: images.tailscale, as: 'tailscale' },
    { from: images.alloy, as: 'alloy' },
    { from: images.nginx },
    {
      run: [
        'apk',
        'add',
        '--no-cache',
        'iptables',
        'ip6tables',
        'libc6-compat',
        'logrotate',
        ...(bans ? ['fail2ban'] : []),
      ],
    },
    // The distribution's jail watches SSH, which is not there.
    ...(bans ? [{ run: ['rm', '-f', '/etc/fail2ban/jail.d/alpine-ssh.conf'] }] : []),
    {
      run: [
        'mkdir',
        '-p',
        '/var/run/tailscale',
        '/var/lib/tailscale',
        '/var/log/nginx',
        '/etc/alloy',
        '/tmp/alloy-data',
      ],
    },
    { copy: ['/usr/local/bin/tailscaled', '/usr/local/bin/tailscaled'], stage: 'tailscale' },
    { copy: ['/usr/local/bin/tailscale', '/usr/local/bin/tailscale'], stage: 'tailscale' },
    { copy: ['/bin/alloy', '/usr/local/bin/alloy'], stage: 'alloy' },
    { copy: ['nginx.conf', '/etc/nginx/nginx.conf'] },
    { copy: ['error.html', '/usr/share/nginx/html/error.html'] },
    { copy: ['config.alloy', '/etc/alloy/config.alloy'] },
    { copy: ['logrotate.conf', rotationFile] },
    // logrotate takes no file that others may write, and a copy has the mode that it had where it was deployed from.
    { run: ['chmod', '0644', rotationFile] },
    ...(bans ? [{ copy: ['fail2ban/', '/etc/fail2ban/'] as const }] : []),
    { copy: ['start.sh', '/start.sh'] },
    { expose: port },
    { command: ['/start.sh'] },
  ]
}

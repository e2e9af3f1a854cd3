import type { FlyApp } from './index.ts'
import { loginsLog, type Site } from './site.ts'

/** Where the container has it, and where logrotate keeps what it did. */
export const rotationFile = '/etc/logrotate-proxy.conf'
export const rotationState = '/run/logrotate.state'

/**
 * What logrotate does with the logs: nobody else would ever make them shorter. Those who read them (Alloy, fail2ban) read
 * a renamed file to its end, and go on with the new one.
 * Format: https://github.com/logrotate/logrotate/blob/main/logrotate.8.in
 */
export function rotation({ accessLog, logMegabytes }: FlyApp, guarded: readonly Site[], header: string): string {
  const size = `size ${logMegabytes}M`
  const common = [size, 'rotate 1', 'missingok', 'nocompress', 'nodateext']
  const reopen = ['nocreate', 'sharedscripts', 'postrotate', '  nginx -s reopen', 'endscript']
  const sections = [
    section([accessLog, ...guarded.map(loginsLog)], [...common, ...reopen]),
    ...(guarded.length === 0 ? [] : [section(['/var/log/fail2ban.log'], [...common, 'copytruncate'])]),
  ]
  return [`# ${header}\n`, ...sections].join('\n')
}

function section(files: readonly string[], directives: readonly string[]): string {
  const lines = directives.map(line => `  ${line}\n`).join('')
  return `${files.map(file => JSON.stringify(file)).join(' ')} {\n${lines}}\n`
}

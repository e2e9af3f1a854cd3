import type { PublicSite } from '@homelab/estate/model'
import { loginsLog, type NginxProxy } from './settings.ts'

/**
 * What logrotate does with the logs: nobody else would ever make them shorter. Those who read them (Alloy, fail2ban) read
 * a renamed file to its end, and go on with the new one.
 * Format: https://github.com/logrotate/logrotate/blob/main/logrotate.8.in
 *
 * @param besides logs of others that nobody else rotates
 */
export function rotation(
  proxy: NginxProxy,
  guarded: readonly PublicSite[],
  besides: readonly string[],
  header: string,
): string {
  const { accessLog, logMegabytes } = proxy
  const size = `size ${logMegabytes}M`
  const common = [size, 'rotate 1', 'missingok', 'nocompress', 'nodateext']
  const reopen = ['nocreate', 'sharedscripts', 'postrotate', '  nginx -s reopen', 'endscript']
  const sections = [
    section([accessLog, ...guarded.map(site => loginsLog(proxy, site))], [...common, ...reopen]),
    ...(besides.length === 0 ? [] : [section(besides, [...common, 'copytruncate'])]),
  ]
  return [`# ${header}\n`, ...sections].join('\n')
}

function section(files: readonly string[], directives: readonly string[]): string {
  const lines = directives.map(line => `  ${line}\n`).join('')
  return `${files.map(file => JSON.stringify(file)).join(' ')} {\n${lines}}\n`
}

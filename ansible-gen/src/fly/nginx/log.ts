import { nginx } from '@homelab/formats'

/** Fields of the access log: JSON name, variable, and whether it is a number. */
const fields: readonly (readonly [name: string, variable: string, number?: 'number'])[] = [
  ['time', 'time_iso8601'],
  // The peer is always the platform's edge; the client is whom the edge speaks for (see `realip.ts`).
  ['remote_addr', 'realip_remote_addr'],
  ['client_ip', 'remote_addr'],
  ['request_method', 'request_method'],
  ['request_uri', 'request_uri'],
  ['status', 'status', 'number'],
  ['body_bytes_sent', 'body_bytes_sent', 'number'],
  ['request_time', 'request_time', 'number'],
  ['upstream_response_time', 'upstream_response_time'],
  ['upstream_cache_status', 'upstream_cache_status'],
  ['http_host', 'http_host'],
  ['http_user_agent', 'http_user_agent'],
]

/** https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format */
export function accessLogFormat(): nginx.NginxDirective {
  const members = fields.map(([name, variable, number]) =>
    number === undefined ? `"${name}":"$${variable}"` : `"${name}":$${variable}`,
  )
  return nginx.directive('log_format', 'json_log', 'escape=json', `{${members.join(',')}}`)
}

/** What fail2ban reads: only paths that take logins, with the address that limits and bans are about. */
export function loginsLogFormat(): nginx.NginxDirective {
  return nginx.directive('log_format', 'logins', '$time_iso8601 $remote_addr $status')
}

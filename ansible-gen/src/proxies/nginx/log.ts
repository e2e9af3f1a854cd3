import { nginx } from '@homelab/formats'

const { block, commented, directive } = nginx

/** What a client may make as long as it likes, and how many characters of it the log keeps. */
const cut: Readonly<Record<string, number>> = {
  request_method: 16,
  request_uri: 256,
  http_host: 100,
  http_user_agent: 150,
}

/** Fields of the access log: JSON name, variable, and whether it is a number. */
const fields: readonly (readonly [name: string, variable: string, number?: 'number'])[] = [
  ['time', 'time_iso8601'],
  // The peer may be a platform's edge; the client is whom the edge speaks for.
  ['remote_addr', 'realip_remote_addr'],
  ['client_ip', 'remote_addr'],
  ['request_method', 'log_request_method'],
  ['request_uri', 'log_request_uri'],
  ['status', 'status', 'number'],
  ['body_bytes_sent', 'body_bytes_sent', 'number'],
  ['request_time', 'request_time', 'number'],
  ['upstream_response_time', 'upstream_response_time'],
  ['upstream_cache_status', 'upstream_cache_status'],
  ['http_host', 'log_http_host'],
  ['http_user_agent', 'log_http_user_agent'],
  ['weight', 'log_weight', 'number'],
]

/** https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format */
export function accessLogFormat(): nginx.NginxDirective {
  const members = fields.map(([name, variable, number]) =>
    number === undefined ? `"${name}":"$${variable}"` : `"${name}":$${variable}`,
  )
  return directive('log_format', 'json_log', 'escape=json', `{${members.join(',')}}`)
}

/** What fail2ban reads: only failed logins, with the address that limits and bans are about, of IPv6 the /64 around it. */
export function loginsLogFormat(): readonly nginx.NginxDirective[] {
  return [
    block(
      'map',
      ['$remote_addr', '$banned_bits'],
      [directive('default', ''), directive('~*^::ffff:', ''), directive('~:', '/64')],
    ),
    directive('log_format', 'logins', '$time_iso8601 $remote_addr$banned_bits $status'),
    block(
      'map',
      ['$status:$http_authorization', '$credentials_failed'],
      [directive('default', '0'), directive('~^401:.', '1')],
    ),
    block(
      'map',
      ['$status', '$login_failed'],
      [directive('401', '1'), directive('403', '1'), directive('default', '0')],
    ),
  ]
}

/** What is asked for, cut where it is too long, and where something begins that is not printable ASCII. */
export function cutFields(): readonly nginx.NginxDirective[] {
  return Object.entries(cut).map(([variable, length]) =>
    block('map', [`$${variable}`, `$log_${variable}`], [directive(`~^([ -~]{0,${length}})`, '$1')]),
  )
}

/**
 * How many requests a line stands for; 0: it is not written. What goes too fast, or is no HTTP so that no limit is asked,
 * comes as fast as its sender likes.
 */
export function logWeight(): readonly nginx.NginxDirective[] {
  return [
    commented(
      'What no limit has let through comes without limit: one line of a hundred stands for all.',
      block('split_clients', ['$request_id', '$log_sample'], [directive('1%', '100'), directive('*', '0')]),
    ),
    block(
      'map',
      ['$limit_req_status:$limit_conn_status', '$log_weight'],
      [directive('PASSED:PASSED', '1'), directive('default', '$log_sample')],
    ),
  ]
}

/** To a file, what is worth a line. */
export function accessLog(file: string): nginx.NginxDirective {
  return directive('access_log', file, 'json_log', 'if=$log_weight')
}

/** Who succeeds or goes too fast is nothing to fail2ban. */
export function loginsLogTo(file: string): nginx.NginxDirective {
  return directive('access_log', file, 'logins', 'if=$login_failed')
}

/**
 * Beside the pages for logins: a name and password, or a token, may come with any request. Without any, status 401 is the
 * question for them, and no failure.
 */
export function failedCredentialsLogTo(file: string): nginx.NginxDirective {
  return directive('access_log', file, 'logins', 'if=$credentials_failed')
}

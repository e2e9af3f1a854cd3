import { nginx } from '@homelab/formats'

const { directive, block } = nginx

/**
 * Who has a limit of their own: an IPv4 address, and of IPv6 the 64 bits that a connection is given; with the rest its
 * owner could be a new client for each request.
 */
export function clientNetwork(): nginx.NginxDirective {
  return block(
    'map',
    ['$binary_remote_addr', '$client_network'],
    [directive('default', '$binary_remote_addr'), directive('~(?s)^(.{8}).{8}$', '$1')],
  )
}

/** By the peer itself, since whoever speaks for others may name any client. */
export function insideOnly(): nginx.NginxDirective {
  return block('geo', ['$realip_remote_addr', '$is_outside'], [directive('default', '1'), directive('127.0.0.1', '0')])
}

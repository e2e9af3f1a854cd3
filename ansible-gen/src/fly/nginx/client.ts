import { nginx } from '@homelab/formats'

const { directive, commented, block } = nginx

/**
 * From where Fly's proxy reaches a machine. Not 6PN's `fdaa::/16`: other machines of the organisation speak from there,
 * and could claim any address. https://fly.io/docs/networking/request-headers/#fly-client-ip
 */
const EDGE = '172.16.0.0/12'

/** Who a request comes from: whom the edge names, and only if it is the edge that speaks. */
export function realClient(): readonly nginx.NginxDirective[] {
  return [
    commented('Who the client is: believed from the platform’s edge alone.', directive('set_real_ip_from', EDGE)),
    directive('real_ip_header', 'Fly-Client-IP'),
  ]
}

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

/** By the peer itself, since the edge may name any client. */
export function insideOnly(): nginx.NginxDirective {
  return block('geo', ['$realip_remote_addr', '$is_outside'], [directive('default', '1'), directive('127.0.0.1', '0')])
}

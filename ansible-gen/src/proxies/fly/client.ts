import { nginx } from '@homelab/formats'

const { directive, commented } = nginx

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

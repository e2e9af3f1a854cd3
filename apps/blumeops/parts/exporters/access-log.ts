import { proxyLogExporter } from '@homelab/observability'

/** What the metrics made of the public proxy's access log begin with. facts P7 */
export const accessLogPrefix = 'flyio_nginx'

/** Derived from the proxy's access log by its Alloy (facts P7). */
export const accessLogExporter = proxyLogExporter('flyio-nginx', accessLogPrefix, 'facts P7')

import { believedHeaders } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'

/** A header without a value is not sent. @param besides those of the estate's own applications */
export function withheldHeaders(besides: readonly string[]): readonly nginx.NginxDirective[] {
  const names = new Map([...believedHeaders, ...besides].map(name => [name.toLowerCase(), name]))
  return [...names.values()].map(name => nginx.directive('proxy_set_header', name, ''))
}

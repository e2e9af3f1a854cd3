import { host, http, restrictedTo, type Service, service } from '@homelab/estate'
import { standInProxy } from '../contracts/stand-in-proxy.ts'

export const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})

/** A public proxy that is right in every way. */
export function publicProxy(meta: { readonly url: string }): Service<'http'> {
  return service(meta, 'proxy', {
    title: 'Proxy',
    summary: 'public proxy',
    ports: { http: http(8080) },
    workload: standInProxy(edge),
    serves: 'public',
  })
}

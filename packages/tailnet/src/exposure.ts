/** What the internet reaches, and by what path. */
import type { PublicRoute, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { hostOf } from './from-estate/inventory.ts'

/** One name that the internet reaches. */
export interface Exposure {
  readonly hostname: string
  readonly url: string
  readonly service: string
  /** The port's name. */
  readonly port: string
  /** The service that carries it. */
  readonly through?: string
  /** The machine in whose name that connects, with its tags. */
  readonly by?: { readonly name: string; readonly tags: readonly string[] }
  /** Where it connects to, and the tags of the endpoint there. */
  readonly backend?: string
  readonly tags: readonly string[]
  readonly mode?: PublicRoute['mode']
  /** Paths that take credentials. */
  readonly loginPaths: readonly string[]
  readonly refusedPaths: readonly string[]
  /** Since when, and why. */
  readonly exposed?: PublicRoute['exposed']
}

/** Every public name, in the estate's order. */
export function exposureOf(resolved: Resolved): readonly Exposure[] {
  const proxy = resolved.services.find(({ serves }) => serves.includes('public'))
  const host = proxy === undefined ? undefined : hostOf(resolved, proxy.name)
  return resolved.routes.flatMap((route): readonly Exposure[] => {
    if (route.kind !== 'public') return []
    const { hostname, url, service, port, backend, public: facts } = route
    const endpoint = resolved.routes.find(other => other.kind === 'tailnet' && other.hostname === backend?.host)
    return [
      {
        ...{ hostname, url, service, port },
        ...present({
          through: proxy?.name,
          by: host && { name: host.name, tags: host.tailnet?.by === 'tags' ? host.tailnet.tags : [] },
          backend: backend?.url,
          mode: facts?.mode,
          exposed: facts?.exposed,
        }),
        tags: endpoint?.tags ?? [],
        loginPaths: facts?.loginPaths ?? [],
        refusedPaths: facts?.refusedPaths ?? [],
      },
    ]
  })
}

/** Whether a name asks for credentials: what the estate says of it. */
export function loginText({ mode, loginPaths }: Exposure): string {
  if (loginPaths.length > 0) return `login at ${loginPaths.join(', ')}`
  return mode === 'static' ? 'no login, static' : 'no login that the estate knows of'
}

import type { Host, PublicProxy, ResolvedService } from '@homelab/estate/model'
import type { Facts } from './facts.ts'
import { onHost } from './host.ts'

/** A service that is a public proxy. */
export interface Edge {
  readonly service: ResolvedService
  /** Its own machine, or that of the cluster whose pods it is. */
  readonly host: Host
  readonly proxy: PublicProxy
}

/** The proxy that carries the public routes. */
export function publicProxy(facts: Facts): Edge | undefined {
  const service = facts.resolved.services.find(({ serves }) => serves.includes('public'))
  return service === undefined ? undefined : edgeOf(facts, service)
}

/** One that a platform runs: it is set up, asked and ended in its own way, and not as the services of hosts are. */
export function onPlatform(facts: Facts, service: ResolvedService): Edge | undefined {
  return service.at.kind === 'host' && onHost(facts, service) === undefined ? edgeOf(facts, service) : undefined
}

/** A service that is a public proxy, whatever it runs on. */
export function edgeOf({ find, resolved }: Facts, service: ResolvedService): Edge | undefined {
  const { at, runs } = service
  const host = find.host(
    at.kind === 'host' ? at.name : (resolved.clusters.find(({ name }) => name === at.name)?.on ?? ''),
  )
  return host === undefined || runs.publicProxy === undefined ? undefined : { service, host, proxy: runs.publicProxy }
}

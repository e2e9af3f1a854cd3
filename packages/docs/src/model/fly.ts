import { type FlyApp, isFlyApp } from '@homelab/ansible-gen'
import type { Host, ResolvedService } from '@homelab/estate'
import type { Facts } from './facts.ts'

/** The public proxy on Fly.io. */
export interface OnFly {
  readonly service: ResolvedService
  readonly host: Host
  readonly workload: FlyApp
}

export function onFly({ find }: Facts, service: ResolvedService): OnFly | undefined {
  const { workload } = service
  const host = find.host(workload.at.name)
  return host === undefined || !isFlyApp(workload) ? undefined : { service, host, workload }
}

/** The proxy that carries the public routes, where it is one on Fly.io. */
export function publicProxy(facts: Facts): OnFly | undefined {
  const service = facts.resolved.services.find(({ serves }) => serves === 'public')
  return service === undefined ? undefined : onFly(facts, service)
}

/** https://fly.io/docs/networking/custom-domain/ */
export function flyHostname({ app }: FlyApp): string {
  return `${app}.fly.dev`
}

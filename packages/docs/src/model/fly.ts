import { type Host, known, type ResolvedService, type Unit } from '@homelab/estate'
import type { Facts } from './facts.ts'

/** The public proxy on Fly.io. */
export interface OnFly {
  readonly service: ResolvedService
  readonly host: Host
  readonly unit: FlyUnit
  /** https://fly.io/docs/reference/regions/ */
  readonly region: string
}

export type FlyUnit = Extract<Unit, { readonly manager: 'fly' }>

export function onFly({ find }: Facts, service: ResolvedService): OnFly | undefined {
  const { at, runs } = service
  const host = find.host(at.name)
  const unit = known(runs.units).find(each => each.manager === 'fly')
  const app = runs.deliveries.find(({ by }) => by === 'fly')
  if (host === undefined || unit?.manager !== 'fly' || app?.by !== 'fly') return undefined
  return { service, host, unit, region: app.region }
}

/** The proxy that carries the public routes, where it is one on Fly.io. */
export function publicProxy(facts: Facts): OnFly | undefined {
  const service = facts.resolved.services.find(({ serves }) => serves === 'public')
  return service === undefined ? undefined : onFly(facts, service)
}

/** https://fly.io/docs/networking/custom-domain/ */
export function flyHostname({ app }: FlyUnit): string {
  return `${app}.fly.dev`
}

export { impactDocument } from './document.ts'

/** What follows when something of the estate is away; worked out of what it states, and of what runs. */
import { type ResolvedWithWorkloads, storesIn } from '@homelab/estate/model'
import { toldOf } from '@homelab/observability/render'
import { dataOf } from './data.ts'
import { fallOf } from './fall.ts'
import { firstOf } from './first.ts'
import type { Fallen, Impact } from './impact.ts'
import { degraded, hitLater, isOutOfReach, unknownOf } from './losses.ts'
import { fallenBy } from './names.ts'
import { isWithoutRepository } from './repository.ts'

export type { Impact } from './impact.ts'
export { fromWhere, impactLines } from './lines.ts'
export { namesIn } from './names.ts'

/** Nothing of the estate is called so. */
export class UnknownNameError extends Error {
  readonly asked: string

  constructor(asked: string) {
    super(`nothing is called ${JSON.stringify(asked)}`)
    this.asked = asked
  }
}

/** @throws UnknownNameError */
export function impactOf(resolved: ResolvedWithWorkloads, asked: string): Impact {
  const fell = fallenBy(resolved, asked)
  if (fell.length === 0) throw new UnknownNameError(asked)
  const fall = fallOf(resolved, fell)
  const service = (name: string) => resolved.services.find(each => each.name === name)
  const alerts = toldOf(resolved, {
    stops: fall.stopped,
    isBroken: fall.isBroken,
    hasNoRepository: name => {
      const found = service(name)
      return found !== undefined && isWithoutRepository(resolved, found, fall)
    },
    internet: fall.hasLink('internet'),
    secrets: isUnread(resolved, fell) || storesIn(resolved).some(store => isOutOfReach(resolved, store, fall)),
  })
  const data = dataOf(resolved, fall)
  return {
    ...{ asked, fell, stops: fall.stops },
    degrades: degraded(resolved, fall),
    later: hitLater(resolved, fall),
    unknown: unknownOf(resolved, fall),
    ...{ alerts, data, first: firstOf(resolved, fall, { alerts, data }) },
    back: resolved.startOrder.filter(fall.stopped),
  }
}

/** An item is away that is brought to a cluster. */
function isUnread({ services }: ResolvedWithWorkloads, fell: readonly Fallen[]): boolean {
  return services.some(
    ({ at, secrets }) =>
      at.kind === 'cluster' &&
      secrets.some(({ vault, item }) =>
        fell.some(each => each.kind === 'item' && each.vault === vault && each.name === item),
      ),
  )
}

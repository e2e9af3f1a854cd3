/** Who uses whom. */
import { carries } from '@homelab/estate/model'
import { goneRoutes } from '../../interrupts.ts'
import { between, type OrderRule } from '../edges.ts'
import { comingFlows, goingFlows, routeOf } from '../flows.ts'

export const providers: OrderRule = {
  name: 'provider-before-consumer',
  edges: drafted => {
    const { applies, after, before } = drafted
    const through = comingFlows(drafted).flatMap(flow => {
      const route = routeOf(after.routes, flow)
      // A name that is served already has nothing to come.
      const isNew = route !== undefined && routeOf(before.routes, flow)?.backend?.url !== route.backend?.url
      const carriers = isNew ? after.services.filter(service => carries(after, service, route)) : []
      return carriers.flatMap(({ name }) =>
        between(
          applies(name),
          name === flow.from ? [] : applies(flow.from),
          `${name} serves ${route?.hostname ?? ''}, which it asks for`,
        ),
      )
    })
    const straight = comingFlows(drafted).flatMap(({ from, to, why }) =>
      between(applies(to), applies(from), `it needs ${to}: ${why}`, {
        who: [from],
        what: `${from} asks for what ${to} does not bring before (${why})`,
      }),
    )
    return [...through, ...straight]
  },
}

export const consumers: OrderRule = {
  name: 'consumer-leaves-before-provider-ends',
  edges: drafted => {
    const { applies, ends } = drafted
    return goingFlows(drafted).flatMap(({ from, to, why }) => [
      ...between(
        [...applies(from), ...(applies(from).length === 0 ? ends(from) : [])],
        ends(to),
        `${from} uses it until then: ${why}`,
      ),
    ])
  },
}

/** What asks for a name asks for another first, where that one does not come with the same step. */
export const renamed: OrderRule = {
  name: 'consumer-leaves-before-name-ends',
  edges: drafted => {
    const { applies, is } = drafted
    const gone = new Set(goneRoutes(drafted, ['tailnet']).map(({ hostname }) => hostname))
    return goingFlows(drafted)
      .filter(({ to, address }) => gone.has(address.host) && is.service(to) !== undefined)
      .flatMap(({ from, to, why }) =>
        between(applies(from), applies(to), `${from} asks for another name from then on`, {
          who: [from],
          what: `${from} does not reach ${to} (${why})`,
        }),
      )
  },
}

export const waits: OrderRule = {
  name: 'wait-before-waiter',
  mild: true,
  edges: ({ after, applies }) =>
    after.waits.flatMap(({ from, to, why }) => between(applies(to), applies(from), `it waits for ${to}: ${why}`)),
}

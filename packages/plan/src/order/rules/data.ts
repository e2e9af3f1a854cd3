/** What is kept, and where. */
import { between, type Drafted, type OrderRule } from '../edges.ts'
import { comingFlows } from '../flows.ts'

export const saved: OrderRule = {
  name: 'saved-before-lost',
  edges: ({ drafts, stage, units }) => {
    const because = 'what may be lost is saved before'
    return stage('save').flatMap(save => {
      const own = new Set(
        units.flatMap(unit => (unit.services.some(name => save.services.includes(name)) ? [unit.key] : [])),
      )
      return [
        ...between(
          [save],
          stage('drop').filter(({ id }) => id.startsWith(save.id.replace(/#save$/, '#'))),
          because,
        ),
        ...between(
          [save],
          drafts.filter(
            ({ unit, stage: at }) =>
              unit !== undefined && own.has(unit) && ['apply', 'release', 'stop', 'remove'].includes(at),
          ),
          because,
        ),
        ...between([save], serverApplies(save.id, drafts), because),
      ]
    })
  },
}

/** A database is saved before its server is changed. */
function serverApplies(id: string, drafts: Drafted['drafts']): Drafted['drafts'] {
  const [, server] = /^database\/([^/]+)\//.exec(id) ?? []
  return server === undefined
    ? []
    : drafts.filter(({ stage, services }) => stage === 'apply' && services.includes(server))
}

export const carried: OrderRule = {
  name: 'data-before-users-and-end',
  edges: drafted => {
    const { stage, applies, ends } = drafted
    return stage('carry').flatMap(carry => {
      const [service = ''] = carry.services
      const movers = comingFlows(drafted).filter(({ to }) => to === service)
      return [
        ...between(applies(service), [carry], 'what it is copied to is there by then'),
        ...movers.flatMap(({ from }) => between([carry], applies(from), `${from} finds its data there`)),
        ...between([carry], ends(service), 'what it held is elsewhere by then'),
      ]
    })
  },
}

export const dropped: OrderRule = {
  name: 'user-ends-before-drop',
  edges: ({ stage, before, ends, applies }) =>
    stage('drop').flatMap(drop =>
      before.databases
        .filter(({ name, server }) => drop.id === `database/${server}/${name}#drop`)
        .flatMap(({ service }) =>
          between([...ends(service), ...applies(service)], [drop], `${service} uses it until then`),
        ),
    ),
}

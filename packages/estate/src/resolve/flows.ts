import { present } from '@homelab/formats/present'
import type { FindingCode, Where } from '../findings.ts'
import type { Flow } from '../resolved.ts'
import type { StatedEndpointNeed, StatedService } from '../state/stated.ts'
import { addressFor } from './address.ts'
import { type Draft, portOf, whereIs } from './draft.ts'

/** The traffic that services declare: endpoints and databases that they need. */
export function neededFlows(draft: Draft): Flow[] {
  return draft.services.flatMap(service =>
    (service.needs ?? []).flatMap((need, index) => {
      const where = { ...whereIs(service, 'needs'), keys: ['needs', index] }
      switch (need.need) {
        case 'endpoint':
          return flow(draft, service, { ...need, where }, 'need')
        case 'database':
          return flow(
            draft,
            service,
            { of: need.server, port: 'sql', why: `keeps its data in ${need.name}`, where },
            'database',
          )
        case 'role':
          return flow(
            draft,
            service,
            { of: need.server, port: 'sql', why: `logs in as ${need.name}`, where },
            'database',
          )
        case 'start':
        case 'login':
          listed(draft, where, need.of, 'unknown-service')
          return []
      }
    }),
  )
}

type Wanted = Pick<StatedEndpointNeed, 'of' | 'port' | 'why' | 'use'> & { readonly where: Where }

function flow(draft: Draft, from: StatedService, wanted: Wanted, origin: Flow['origin']): Flow[] {
  const { of, port, why, use, where } = wanted
  // A server that declares a role of its own talks to itself; that is no traffic.
  if (of === from.name) {
    if (use !== undefined) {
      draft.findings.push({
        code: 'unused-use',
        where: { ...where, path: `needs.${from.name}.use` },
        problem: 'a service reaches itself without a need, so nothing does what this one is for',
        got: use.kind,
        fix: 'remove the need, and write its own address where it takes it',
      })
    }
    return []
  }
  const provider = listed(draft, where, of, origin === 'database' ? 'unknown-database' : 'unknown-service')
  if (provider === undefined) return []
  const address = addressFor(draft, from.workload.at, provider, port, use?.path)
  if (address === undefined) {
    const known = portOf(provider, port) !== undefined
    draft.findings.push({
      code: known ? 'unreachable-route' : 'unknown-port',
      where,
      problem: known ? `nothing leads from its place to ${provider.name}` : `${provider.name} has no port of that name`,
      got: port,
      ...(!known && { expected: Object.keys(provider.ports).join(' or ') || 'a declared port' }),
      fix: known ? `give ${provider.name} a route, or move one of the two` : 'name one of its ports',
    })
    return []
  }
  return [{ from: from.name, to: provider.name, port, why, origin, address, ...present({ use }) }]
}

/** The service of a name; a finding where the estate lists none. */
function listed(draft: Draft, where: Where, name: string, code: FindingCode): StatedService | undefined {
  const provider = draft.byName.get(name)
  if (provider === undefined) {
    draft.findings.push({
      code,
      where,
      problem: `it needs ${name}, which the estate does not list`,
      fix: `add ${name} to the list of services, or remove the need`,
    })
  }
  return provider
}

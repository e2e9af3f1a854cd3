import type { FindingCode } from '../findings.ts'
import type { EndpointNeed } from '../needs.ts'
import type { Flow } from '../resolved.ts'
import type { Service } from '../service.ts'
import { addressFor } from './address.ts'
import { type Draft, portOf, whereIs } from './draft.ts'

/** The traffic that services declare: endpoints and databases that they need. */
export function neededFlows(draft: Draft): Flow[] {
  return draft.services.flatMap(service =>
    (draft.needs.get(service) ?? []).flatMap(need => {
      switch (need.need) {
        case 'endpoint':
          return flow(draft, service, need, 'need')
        case 'database':
          return flow(
            draft,
            service,
            { of: need.server, port: 'sql', why: `keeps its data in ${need.name}` },
            'database',
          )
        case 'role':
          return flow(draft, service, { of: need.server, port: 'sql', why: `logs in as ${need.name}` }, 'database')
        case 'start':
          checkListed(draft, service, need.of, 'unknown-service')
          return []
      }
    }),
  )
}

type Wanted = Pick<EndpointNeed, 'of' | 'port' | 'why' | 'use'>

function flow(draft: Draft, from: Service, wanted: Wanted, origin: Flow['origin']): Flow[] {
  const { of: provider, port, why, use } = wanted
  // A server that declares a role of its own talks to itself; that is no traffic.
  if (provider === from) {
    if (use !== undefined) {
      draft.findings.push({
        code: 'unused-use',
        where: whereIs(draft.estate, from, `needs.${from.name}.use`),
        problem: 'a service reaches itself without a need, so nothing does what this one is for',
        got: use.kind,
        mend: 'remove the need, and write its own address where it takes it',
      })
    }
    return []
  }
  if (!checkListed(draft, from, provider, origin === 'database' ? 'unknown-database' : 'unknown-service')) return []
  const address = addressFor(draft, from.props.workload.at, provider, port)
  if (address === undefined) {
    const known = portOf(provider, port) !== undefined
    draft.findings.push({
      code: known ? 'unreachable-route' : 'unknown-port',
      where: whereIs(draft.estate, from, 'needs'),
      problem: known ? `nothing leads from its place to ${provider.name}` : `${provider.name} has no port of that name`,
      got: port,
      ...(known ? {} : { expected: Object.keys(provider.ports).join(' or ') || 'a declared port' }),
      mend: known ? `give ${provider.name} a route, or move one of the two` : 'name one of its ports',
    })
    return []
  }
  return [{ from: from.name, to: provider.name, port, why, origin, address, ...(use === undefined ? {} : { use }) }]
}

/** Whether the estate lists what a service needs; a finding where it does not, unless another tells why it was left out. */
function checkListed(draft: Draft, from: Service, provider: Service, code: FindingCode): boolean {
  if (draft.byName.get(provider.name) === provider) return true
  if (draft.refused.has(provider)) return false
  draft.findings.push({
    code,
    where: whereIs(draft.estate, from, 'needs'),
    problem: `it needs ${provider.name}, which the estate does not list`,
    mend: `add ${provider.name} to the list of services, or remove the need`,
  })
  return false
}

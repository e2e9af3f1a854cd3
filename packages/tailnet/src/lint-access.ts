/** Declared traffic that the policy refuses, and access that nothing explains. */
import { approvesHost } from './approvers.ts'
import { portsText } from './capability.ts'
import { type Access, accessOf, type Compiled } from './compile.ts'
import { type Endpoint, type Inventory, tagsOf } from './inventory.ts'
import { openOn, permits } from './reach.ts'
import type { RuleRef } from './rules.ts'

/** Traffic between two endpoints of the inventory that is known to be needed. */
export interface DeclaredFlow {
  readonly from: string
  readonly to: string
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly why: string
}

export type AccessLint =
  | {
      readonly code: 'refused-flow'
      readonly flow: DeclaredFlow
    }
  | {
      /** A machine reaches this, and neither a flow nor a rule with a reason says why. People are not machines. */
      readonly code: 'unexplained-access'
      readonly from: string
      readonly to: string
      readonly protocol: string
      readonly ports: string
      readonly because: readonly RuleRef[]
    }
  | {
      /** A device hosts a Service, and no auto-approver lets it. */
      readonly code: 'unapproved-host'
      readonly service: string
      readonly host: string
    }

/** @throws UnknownEndpointError when a flow names an endpoint that is not in the inventory */
export function lintAccess(compiled: Compiled, flows: readonly DeclaredFlow[]): readonly AccessLint[] {
  return [
    ...flows.filter(flow => !permits(compiled, flow).allowed).map(flow => ({ code: 'refused-flow' as const, flow })),
    ...compiled.endpoints.flatMap((endpoint, index) =>
      endpoint.kind === 'device' && tagsOf(endpoint).length > 0 ? unexplained(compiled, index, flows) : [],
    ),
    ...unapproved(compiled),
  ]
}

function unexplained(compiled: Compiled, from: number, flows: readonly DeclaredFlow[]): readonly AccessLint[] {
  const name = compiled.endpoints[from]?.name ?? ''
  const groups = Map.groupBy(
    accessOf(compiled, from),
    ({ to, capability }) => `${to} ${capability.protocol} ${portsText(capability)}`,
  )
  return [...groups.values()].flatMap((group): AccessLint[] => {
    const [first] = group
    const to = first === undefined ? undefined : compiled.endpoints[first.to]
    if (first === undefined || to === undefined || isExplained(group, name, to, flows)) return []
    const { capability } = first
    const because = group.map(({ rule }) => rule.ref)
    return [
      {
        code: 'unexplained-access',
        from: name,
        to: to.name,
        protocol: capability.protocol,
        ports: portsText(capability),
        because,
      },
    ]
  })
}

/**
 * A reason explains all that its rule opens. Flows explain single ports: of a device, when the rule opens nothing
 * else; of a Service, when they are all that it answers on.
 */
function isExplained(group: readonly Access[], from: string, to: Endpoint, flows: readonly DeclaredFlow[]): boolean {
  const capability = group[0]?.capability
  if (capability === undefined) return true
  if (group.some(({ rule }) => rule.ref.reason !== undefined)) return true
  const declared = (protocol: string, port: number): boolean =>
    flows.some(flow => flow.from === from && flow.to === to.name && flow.protocol === protocol && flow.port === port)
  if (to.kind === 'service' && to.ports !== undefined)
    return openOn(to, capability).every(({ protocol, port }) => declared(protocol, port))
  return capability.first === capability.last && declared(capability.protocol, capability.first)
}

function unapproved({ policy, inventory }: Compiled): readonly AccessLint[] {
  return inventory.endpoints.flatMap(service =>
    service.kind !== 'service'
      ? []
      : (service.hosts ?? [])
          .filter(name => !isApproved(policy, inventory, service.name, name))
          .map(host => ({ code: 'unapproved-host' as const, service: service.name, host })),
  )
}

function isApproved(policy: Compiled['policy'], inventory: Inventory, serviceName: string, hostName: string): boolean {
  const service = inventory.endpoints.find(({ name }) => name === serviceName)
  const host = inventory.endpoints.find(({ name }) => name === hostName)
  return service?.kind === 'service' && host?.kind === 'device' && approvesHost(policy, inventory, service, host)
}

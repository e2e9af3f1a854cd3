import type { Host } from '@homelab/estate/model'
import type { Facts } from '../model/facts.ts'
import { type OnHost, onHost } from '../model/host.ts'
import { roleOrder } from '../model/order.ts'

/** A role with the service that it sets up. */
export interface Role extends OnHost {
  readonly service: string
  /** A difference says that there was none before: it takes nothing over. */
  readonly isNew: boolean
}

export interface HostWithRoles {
  readonly host: Host
  readonly roles: readonly Role[]
}

/** The hosts that have a playbook, each with its roles in the order in which a bare machine needs them. */
export function ansibleHosts(facts: Facts): readonly HostWithRoles[] {
  return facts.resolved.hosts.flatMap(host => {
    const roles = roleOrder(facts, host.name).flatMap(service => {
      const runs = onHost(facts, service)
      return runs === undefined ? [] : [{ ...runs, service: service.name, isNew: isNew(facts, service.name) }]
    })
    return roles.length === 0 ? [] : [{ host, roles }]
  })
}

/** A role that changes whole, as an object does that was not there. */
function isNew({ resolved }: Facts, service: string): boolean {
  const changes = resolved.differences.flatMap(each => (each.service === service ? (each.changes ?? []) : []))
  return changes.some(({ kind, fields, gone }) => kind === 'role' && fields === undefined && gone === undefined)
}

import type { Host } from '@homelab/estate'
import type { Facts } from '../context.ts'
import { type OnHost, onHost } from '../model/host.ts'

/** A role with the service that it sets up. */
export interface Role extends OnHost {
  readonly service: string
}

/** The hosts that have a playbook, each with its roles in an order in which each starts after what it waits for. */
export function ansibleHosts(facts: Facts): readonly { readonly host: Host; readonly roles: readonly Role[] }[] {
  const { resolved, find } = facts
  const roles = resolved.startOrder.flatMap((name): Role[] => {
    const service = find.service(name)
    const runs = service === undefined ? undefined : onHost(facts, service)
    return runs === undefined ? [] : [{ ...runs, service: name }]
  })
  return resolved.hosts.flatMap(host => {
    const own = roles.filter(role => role.host.name === host.name)
    return own.length === 0 ? [] : [{ host, roles: own }]
  })
}

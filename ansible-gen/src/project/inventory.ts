import type { Host, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { hostVariables } from './scope.ts'

/**
 * The inventory: each host in its group, how it is reached and as whom.
 *
 * @param served the hosts that have a playbook; one without a group is listed all the same
 */
export function inventory(hosts: readonly Host[], served: ReadonlySet<string>): object {
  const groupOf = ({ name, group }: Host): string | undefined => group ?? (served.has(name) ? 'hosts' : undefined)
  const groups = Map.groupBy(hosts, groupOf)
  return Object.fromEntries(
    [...groups].flatMap(([group, members]) =>
      group === undefined
        ? []
        : [[group, { hosts: Object.fromEntries(members.map(host => [host.name, connection(host)])) }]],
    ),
  )
}

/** Its name in the tailnet works from everywhere; outside of it there is the local network. */
function connection({ name, user, tailnet, lanName, lanAddress }: Host): Readonly<Record<string, string>> {
  return {
    ansible_host: tailnet === undefined ? (lanAddress ?? lanName ?? name) : name,
    ...present({ ansible_user: user }),
  }
}

/** Where a host keeps its things: what a role takes for granted, and what a test run sets otherwise. */
export function hostFacts({ home, brewPrefix }: Host): Readonly<Record<string, string>> {
  return {
    ...present({ [hostVariables.home]: home, [hostVariables.brewPrefix]: brewPrefix }),
    [hostVariables.root]: '',
  }
}

/** The line that says in every file who manages it. */
export function managedLine({ clusters }: Resolved): string {
  const repository = clusters[0]?.source.repository
  return `Managed by Ansible; do not edit.${repository === undefined ? '' : ` Source: ${repository}`}`
}

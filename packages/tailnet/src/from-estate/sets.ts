/** IP sets, postures, guests and app connectors of an estate. */
import { type IpSetMember, lookup, type Resolved, type ResolvedTailnet, type TailnetGuest } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { APP_CONNECTORS } from '../connectors.ts'
import type { Guest } from '../inventory.ts'
import type { NodeAttr, PolicyDocument } from '../policy.ts'
import { selectorText } from './names.ts'

type Sets = Pick<PolicyDocument, 'ipsets' | 'postures' | 'defaultSrcPosture'>

export function setsOf({ ipsets, postures, defaultPosture }: ResolvedTailnet): Sets {
  return present({
    ipsets:
      ipsets === undefined
        ? undefined
        : Object.fromEntries(ipsets.map(({ name, steps }) => [name, steps.map(stepText)])),
    postures:
      postures === undefined
        ? undefined
        : Object.fromEntries(postures.map(({ name, assertions }) => [name, assertions])),
    defaultSrcPosture: defaultPosture,
  })
}

function stepText(step: { readonly add: IpSetMember } | { readonly remove: IpSetMember }): string {
  return 'add' in step ? `add ${memberText(step.add)}` : `remove ${memberText(step.remove)}`
}

function memberText(member: IpSetMember): string {
  return typeof member === 'object' && 'alias' in member ? `host:${member.alias}` : selectorText(member)
}

/** Every device is told of the connectors, as Tailscale's own examples have it. */
export function connectorAttributes({ appConnectors = [] }: ResolvedTailnet): readonly NodeAttr[] {
  return appConnectors.map(({ name, connectors, domains, routes, note }) =>
    present({
      target: ['*'],
      app: { [APP_CONNECTORS]: [{ name, connectors, domains, ...present({ routes }) }] },
      comment: note,
    }),
  )
}

/** What connectors advertise: the addresses behind the domains, which nobody knows beforehand. */
export const CONNECTOR_ROUTES = ['0.0.0.0/0', '::/0'] as const

export function guestsOf({ tailnet }: Resolved): readonly Guest[] {
  return (tailnet?.guests ?? []).map(({ name, machines }) => ({ kind: 'guest', name, machines }))
}

/** Guests with the machines of theirs that are none of the tailnet. */
export function lostGuests(resolved: Resolved): readonly { readonly guest: TailnetGuest; readonly machine: string }[] {
  return (resolved.tailnet?.guests ?? []).flatMap(one =>
    one.machines
      .filter(machine => lookup(resolved).host(machine)?.tailnet === undefined)
      .map(machine => ({ guest: one, machine })),
  )
}

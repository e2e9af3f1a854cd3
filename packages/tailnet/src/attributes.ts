/**
 * What devices may do besides reaching others: node attributes.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#node-attributes
 */
import type { Compiled } from './compile.ts'
import { isSelected, selectsTarget } from './match.ts'
import { choose } from './rules.ts'

/**
 * The attributes of each device, sorted, by the device's name. That a device has `funnel` means that it may open itself
 * to the internet, whatever the rules say: https://tailscale.com/docs/features/tailscale-funnel
 */
export function attributesOf({ policy, parties, world }: Compiled): ReadonlyMap<string, readonly string[]> {
  const entries = (policy.nodeAttrs ?? []).map(({ target, attr = [] }) => ({ targets: choose(target), attr }))
  const everywhere = policy.randomizeClientPort === true ? ['randomize-client-port'] : []
  const devices = parties.filter(({ kind, name }) => kind === 'device' && name !== undefined)
  return new Map(
    devices.map(device => {
      const own = entries.flatMap(({ targets, attr }) =>
        targets.some(({ selector }) => isSelected(selectsTarget(selector, device, device, world))) ? attr : [],
      )
      return [device.name ?? '', [...new Set([...everywhere, ...own])].sort()]
    }),
  )
}

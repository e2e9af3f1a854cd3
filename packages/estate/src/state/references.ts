import type { Key } from './keys.ts'

/**
 * Where one thing refers to another. Only there a name stands for a thing: no key and no shape says so anywhere else, since
 * anything may stand in somebody's YAML.
 */

/**
 * What is referred to.
 *
 * - `service`: its name, always.
 * - `share`, `person`: the name; or all of it, where the estate does not list it like that.
 * - `selector`: a text, which is no name; or `{ person: NAME }`; or anything else a selector can be, whole.
 */
export type Reference = 'service' | 'share' | 'person' | 'selector'

/** References by key: `each` of a list's members, `at` of a record's. */
export interface Positions {
  readonly each?: Positions | Reference
  readonly at?: Readonly<Record<string, Positions | Reference>>
}

const listOf = (each: Positions | Reference): Positions => ({ each })
const volumes = listOf({ at: { share: 'share' } })
const selectors = listOf('selector')

export const ofNeed: Positions = { at: { of: 'service', server: 'service' } }

/** In a service without its needs. Pods and jobs have volumes. */
export const ofService: Positions = {
  at: {
    workload: {
      at: {
        volumes,
        jobs: listOf({ at: { volumes } }),
        once: listOf({ at: { volumes } }),
        eachSync: listOf({ at: { volumes } }),
      },
    },
    backsUp: { at: { share: 'share' } },
  },
}

/** In the tailnet's policy. */
export const ofPolicy: Positions = {
  at: {
    groups: listOf({ at: { members: listOf('person') } }),
    grants: listOf({ at: { src: selectors, dst: selectors } }),
    acls: listOf({ at: { src: selectors, dst: listOf({ at: { to: 'selector' } }) } }),
    ssh: listOf({ at: { src: selectors, dst: selectors } }),
    nodeAttrs: listOf({ at: { target: selectors } }),
    routeApprovers: listOf({ at: { approvers: selectors } }),
    serviceApprovers: listOf({ at: { approvers: selectors } }),
    tags: listOf({ at: { owners: selectors } }),
    tests: listOf({ at: { src: 'selector' } }),
    sshTests: listOf({ at: { src: 'selector', dst: selectors } }),
  },
}

/** What is known of a member's place, one step further. */
export function step(from: Positions | Reference | undefined, key: Key): Positions | Reference | undefined {
  if (typeof from !== 'object') return undefined
  if (typeof key === 'number') return from.each
  return from.at !== undefined && Object.hasOwn(from.at, key) ? from.at[key] : undefined
}

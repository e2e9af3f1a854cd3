import {
  type Estate,
  type EstateProps,
  flowsOf,
  host,
  person,
  restrictedTo,
  type TailnetGrant,
  type TailnetPolicyProps,
  type TailnetSelector,
  tagged,
  tailnetPolicy,
} from '@homelab/estate'
import { box, fixture, secrets } from './parts.ts'

export const boss = person('boss', { role: 'admin', login: secrets.app.password })
export const guest = person('guest', { role: 'member', login: secrets.app.password })

export const server = host('server', { platform: 'linux', role: 'serves', tailnet: tagged('tag:server') })
/** The boss's own. */
export const desktop = host('desktop', {
  platform: 'linux',
  role: 'of the boss',
  tailnet: { by: 'owner', owner: boss.name },
})
export const laptop = host('laptop', {
  platform: 'linux',
  role: 'of the guest',
  tailnet: { by: 'owner', owner: guest.name },
})
export const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:target', 'tag:edge'),
})

export function grant(src: TailnetSelector, dst: TailnetSelector, port: number): TailnetGrant {
  return { src: [src], dst: [dst], ip: [`tcp:${port}`], reason: 'the fixture says so' }
}

export function owned(...tags: readonly `tag:${string}`[]): TailnetPolicyProps['tags'] {
  return tags.map(tag => ({ tag, owners: ['autogroup:admin', 'tag:k8s-operator'] }))
}

/** A tailnet whose policy is right in every way but for what the fixture adds. */
export function tailnetFixture(
  meta: { readonly url: string },
  added: Partial<TailnetPolicyProps>,
  props: Partial<EstateProps> = {},
): Estate {
  const { grants = [], tags = [], ...rest } = added
  return fixture(meta, {
    hosts: [box, server, desktop, laptop, edge],
    people: [boss, guest],
    tailnet: tailnetPolicy(meta, {
      grants: [{ ...grant('autogroup:admin', '*', 22), ip: ['*'] }, flowsOf(edge), ...grants],
      serviceApprovers: [{ services: 'tag:k8s', approvers: ['tag:k8s'] }],
      tags: [...owned('tag:server', 'tag:k8s-operator', 'tag:k8s', 'tag:edge'), ...tags],
      ...rest,
    }),
    ...props,
  })
}

/** Groups, hosts, users and Services that are mentioned but not there, or there but not mentioned. */
import type { Inventory } from './inventory.ts'
import { type Mention, mentionsIn } from './mentions.ts'
import type { Policy } from './policy.ts'
import type { Selector } from './selector.ts'

export type NameLint =
  | {
      /** Tailscale refuses a policy that mentions an undefined group or host. */
      readonly code: 'undefined-group' | 'undefined-host' | 'unknown-user' | 'unknown-service'
      readonly name: string
      readonly paths: readonly string[]
    }
  | {
      readonly code: 'unused-group' | 'unused-host'
      readonly name: string
    }

export function lintNames(policy: Policy, inventory: Inventory): readonly NameLint[] {
  const mentions = mentionsIn(policy)
  const groups = Object.keys(policy.groups ?? {})
  const hosts = Object.keys(policy.hosts ?? {})
  const users = inventory.users.map(({ login }) => login)
  const services = inventory.endpoints.filter(({ kind }) => kind === 'service').map(({ name }) => name)
  return [
    ...unknown(mentions, 'undefined-group', groups, selector =>
      selector.kind === 'group' ? selector.group : undefined,
    ),
    ...unknown(mentions, 'undefined-host', hosts, selector => (selector.kind === 'host' ? selector.alias : undefined)),
    ...unknown(mentions, 'unknown-user', users, selector => (selector.kind === 'user' ? selector.login : undefined)),
    ...unknown(mentions, 'unknown-service', services, selector =>
      selector.kind === 'service' ? selector.service : undefined,
    ),
    ...unused(mentions, 'unused-group', groups),
    ...unused(mentions, 'unused-host', hosts),
  ]
}

function unknown(
  mentions: readonly Mention[],
  code: 'undefined-group' | 'undefined-host' | 'unknown-user' | 'unknown-service',
  known: readonly string[],
  nameOf: (selector: Selector) => string | undefined,
): readonly NameLint[] {
  const found = Map.groupBy(
    mentions.filter(({ selector }) => nameOf(selector) !== undefined),
    ({ selector }) => nameOf(selector) ?? '',
  )
  return [...found]
    .filter(([name]) => !known.includes(name))
    .map(([name, at]) => ({ code, name, paths: at.map(({ path }) => path) }))
}

function unused(
  mentions: readonly Mention[],
  code: 'unused-group' | 'unused-host',
  defined: readonly string[],
): readonly NameLint[] {
  const used = new Set(mentions.map(({ text }) => text))
  return defined.filter(name => !used.has(name)).map(name => ({ code, name }))
}

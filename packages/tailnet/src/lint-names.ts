/** Groups, hosts, users and Services that are mentioned but not there, or there but not mentioned. */
import type { Inventory } from './inventory.ts'
import { type Mention, mentionsIn } from './mentions.ts'
import type { Policy } from './policy.ts'
import type { Selector } from './selector.ts'
import { localpartDomain } from './ssh.ts'

/** Tailscale refuses a policy that mentions a domain which is not the tailnet's. */
type Missing =
  | 'undefined-group'
  | 'undefined-host'
  | 'undefined-ipset'
  | 'unknown-user'
  | 'unknown-service'
  | 'unknown-domain'

export type NameLint =
  | {
      /** Tailscale refuses a policy that mentions an undefined group or host. */
      readonly code: Missing
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
    ...unknown(mentions, 'undefined-ipset', Object.keys(policy.ipsets ?? {}), selector =>
      selector.kind === 'ipset' ? selector.ipset : undefined,
    ),
    ...unknown(mentions, 'unknown-user', users, selector => (selector.kind === 'user' ? selector.login : undefined)),
    ...unknown(mentions, 'unknown-service', services, selector =>
      selector.kind === 'service' ? selector.service : undefined,
    ),
    ...domains(policy, mentions, inventory.domains ?? []),
    ...unused(mentions, 'unused-group', groups),
    ...unused(mentions, 'unused-host', hosts),
  ]
}

/** In selectors, and in the logins of SSH rules. */
function domains(policy: Policy, mentions: readonly Mention[], known: readonly string[]): readonly NameLint[] {
  const found = [
    ...mentions.flatMap(({ path, selector }) => (selector.kind === 'domain' ? [{ path, name: selector.domain }] : [])),
    ...(policy.ssh ?? []).flatMap(({ users }, index) =>
      users.flatMap(user => {
        const name = localpartDomain(user)
        return name === undefined ? [] : [{ path: `ssh[${index}].users`, name }]
      }),
    ),
  ].filter(({ name }) => !known.includes(name))
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, at]) => ({
    code: 'unknown-domain',
    name,
    paths: at.map(({ path }) => path),
  }))
}

function unknown(
  mentions: readonly Mention[],
  code: Missing,
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
  const used = new Set(mentions.map(({ text, selector }) => (selector.kind === 'host' ? selector.alias : text)))
  return defined.filter(name => !used.has(name)).map(name => ({ code, name }))
}

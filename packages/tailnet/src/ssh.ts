/**
 * Who can log in where with Tailscale SSH.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#tailscale-ssh
 */
import { opens } from './capability.ts'
import { accessOf, type Compiled, compile } from './compile.ts'
import { findEndpoints } from './find.ts'
import type { Inventory } from './inventory.ts'
import { isOwnDevice, type Party, selectsSource, selectsTarget, type World } from './match.ts'
import type { Policy, SshRule } from './policy.ts'
import type { ReachQuery } from './reach.ts'
import { choose, type RuleRef } from './rules.ts'

export interface SshRow {
  readonly from: string
  readonly to: string
  readonly action: SshRule['action']
  readonly users: readonly string[]
  /** Only with `check`; 12 hours where the rule says nothing. */
  readonly checkPeriod?: string
  /** Index of the rule in `ssh`. */
  readonly rule: number
  /** The rules that open port 22; without one there is no row. */
  readonly because: readonly RuleRef[]
}

const DEFAULT_CHECK_PERIOD = '12h'

/**
 * A row for each SSH rule that applies between two endpoints with access to port 22: SSH needs both. Where several
 * rules let one login in, `check` wins (see `decideSsh`).
 *
 * @throws UnknownEndpointError when an end is not in the inventory
 */
export function reachSsh(policy: Policy, inventory: Inventory, query: ReachQuery): readonly SshRow[] {
  const compiled = compile(policy, inventory)
  const from = query.from === undefined ? compiled.endpoints.keys() : findEndpoints(compiled, query.from)
  const wanted = query.to === undefined ? undefined : new Set(findEndpoints(compiled, query.to))
  return [...from].flatMap(index => rowsFrom(compiled, index, wanted))
}

function rowsFrom(compiled: Compiled, from: number, wanted: ReadonlySet<number> | undefined): readonly SshRow[] {
  const network = Map.groupBy(
    accessOf(compiled, from).filter(({ capability }) => opens(capability, 'tcp', 22)),
    ({ to }) => to,
  )
  const source = compiled.parties[from]
  if (source === undefined) return []
  return [...network.keys()]
    .filter(to => wanted === undefined || wanted.has(to))
    .sort((a, b) => a - b)
    .flatMap(to => {
      const target = compiled.parties[to]
      if (target === undefined) return []
      const because = [...new Set(network.get(to)?.map(({ rule }) => rule.ref))]
      return sshRulesFor(compiled.policy, compiled.world, source, target).map(({ rule, index }) => ({
        from: source.name ?? '',
        to: target.name ?? '',
        action: rule.action,
        users: rule.users,
        ...(rule.action === 'check' ? { checkPeriod: rule.checkPeriod ?? DEFAULT_CHECK_PERIOD } : {}),
        rule: index,
        because,
      }))
    })
}

/** The rules that apply between two parties, in the order of the policy. */
export function sshRulesFor(
  policy: Policy,
  world: World,
  source: Party,
  target: Party,
): readonly { readonly rule: SshRule; readonly index: number }[] {
  if (!isSshPair(source, target)) return []
  return (policy.ssh ?? []).flatMap((rule, index) => {
    // A tag can't check in with an identity provider, so such a rule lets no tagged device in.
    if (rule.action === 'check' && source.tags.length > 0) return []
    const from = choose(rule.src).some(({ selector }) => selectsSource(selector, source, world))
    const to = choose(rule.dst).some(({ selector }) => selectsTarget(selector, target, source, world))
    return from && to ? [{ rule, index }] : []
  })
}

/** The only pairs between which SSH is ever allowed (policy-file#order-of-evaluation). */
function isSshPair(source: Party, target: Party): boolean {
  if (target.kind !== 'device') return false
  return target.tags.length > 0 || isOwnDevice(source, target)
}

/** What happens to one login: a `check` rule wins over an `accept` rule, whatever their order. */
export function decideSsh(rules: readonly { readonly rule: SshRule }[], login: string): SshRule['action'] | 'deny' {
  const actions = rules.filter(({ rule }) => letsIn(rule.users, login)).map(({ rule }) => rule.action)
  return actions.includes('check') ? 'check' : actions.includes('accept') ? 'accept' : 'deny'
}

function letsIn(users: readonly string[], login: string): boolean {
  return users.includes(login) || (login !== 'root' && users.includes('autogroup:nonroot'))
}

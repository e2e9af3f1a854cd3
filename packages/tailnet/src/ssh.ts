/**
 * Who can log in where with Tailscale SSH.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#tailscale-ssh
 */
import { opens } from './capability.ts'
import { accessOf, type Compiled, compile } from './compile.ts'
import { findEndpoints } from './find.ts'
import type { Inventory } from './inventory.ts'
import { domainOf, isOwnDevice, isSelected, type Party, selectsSource, selectsTarget, type World } from './match.ts'
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
      return sshRulesFor(compiled.policy, compiled.world, source, target).map(({ rule, index, action, users }) => ({
        from: source.name ?? '',
        to: target.name ?? '',
        action,
        users,
        ...(action === 'check' && { checkPeriod: rule.checkPeriod ?? DEFAULT_CHECK_PERIOD }),
        rule: index,
        because,
      }))
    })
}

/**
 * What the SSH rules say of one login between two endpoints, whether or not the network lets it pass.
 *
 * @throws UnknownEndpointError when an end is not in the inventory
 */
export function sshDecision(
  compiled: Compiled,
  { from, to, login }: { readonly from: string; readonly to: string; readonly login: string },
): SshRule['action'] | 'deny' {
  const partiesOf = (asked: string) => findEndpoints(compiled, asked).flatMap(index => compiled.parties[index] ?? [])
  const targets = partiesOf(to)
  const rules = partiesOf(from).flatMap(source =>
    targets.flatMap(target => sshRulesFor(compiled.policy, compiled.world, source, target)),
  )
  return decideSsh(rules, login)
}

/** A rule that applies between two parties. */
export interface SshMatch {
  readonly rule: SshRule
  /** In `ssh`. */
  readonly index: number
  /** Logins that this source may ask for; `autogroup:nonroot` is every one but `root`. */
  readonly users: readonly string[]
  readonly action: SshRule['action']
}

/** The rules that apply between two parties, in the order of the policy. */
export function sshRulesFor(policy: Policy, world: World, source: Party, target: Party): readonly SshMatch[] {
  if (!isSshPair(source, target)) return []
  return (policy.ssh ?? []).flatMap((rule, index) => {
    // A tag can't check in with an identity provider, so such a rule lets no tagged device in.
    const action = actionOf(rule)
    if (action === undefined || (action === 'check' && source.tags.length > 0)) return []
    const from = choose(rule.src).some(({ selector }) => isSelected(selectsSource(selector, source, world)))
    const to = choose(rule.dst).some(({ selector }) => isSelected(selectsTarget(selector, target, source, world)))
    return from && to
      ? [{ rule, index, action, users: rule.users.flatMap(user => loginsFor(user.trim(), source)) }]
      : []
  })
}

/** The only pairs between which SSH is ever allowed (policy-file#order-of-evaluation). */
function isSshPair(source: Party, target: Party): boolean {
  if (target.kind !== 'device') return false
  return target.tags.length > 0 || isOwnDevice(source, target)
}

/** What happens to one login: a `check` rule wins over an `accept` rule, whatever their order. */
export function decideSsh(rules: readonly SshMatch[], login: string): SshRule['action'] | 'deny' {
  const actions = rules.filter(({ users }) => letsIn(users, login)).map(({ action }) => action)
  return actions.includes('check') ? 'check' : actions.includes('accept') ? 'accept' : 'deny'
}

function letsIn(users: readonly string[], login: string): boolean {
  return users.includes(login) || (login !== 'root' && users.includes('autogroup:nonroot'))
}

/** `localpart:*@example.com` is the first part of who asks: `ada` for `ada@example.com`, for anybody else nothing. */
function loginsFor(user: string, { login }: Party): readonly string[] {
  const domain = localpartDomain(user)
  if (domain === undefined) return [user]
  return login !== undefined && domainOf(login) === domain ? [login.slice(0, -domain.length - 1)] : []
}

/** The domain of `localpart:*@DOMAIN`: https://tailscale.com/docs/reference/syntax/policy-file#users */
export function localpartDomain(user: string): string | undefined {
  return /^localpart:\*@(\S+)$/.exec(user.trim())?.[1]
}

/** Blanks around words are none to the control plane; another word makes it refuse the policy. */
function actionOf({ action }: SshRule): SshRule['action'] | undefined {
  return (['accept', 'check'] as const).find(known => known === action.trim())
}

/**
 * What Tailscale would refuse in SSH rules, and what it takes and is not meant.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#dst-1 and
 * https://tailscale.com/docs/reference/targets-and-selectors#restrictions
 */
import type { Policy, SshRule } from './policy.ts'
import { isAutogroup, isTagged, isUser, refused } from './refusal.ts'
import { type Chosen, choose, type Problem } from './rules.ts'
import type { Selector } from './selector.ts'
import { localpartDomain } from './ssh.ts'

export function validateSsh(policy: Policy): readonly Problem[] {
  return (policy.ssh ?? []).flatMap((rule, index) => {
    const path = `ssh[${index}]`
    const [src, dst] = [choose(rule.src), choose(rule.dst)]
    const known = src.filter(({ selector }) => selector.kind !== 'unsupported')
    return [
      ...unknownAction(path, rule),
      ...empty(`${path}.src`, src, 'a rule without a source'),
      ...empty(`${path}.dst`, dst, 'a rule without a destination'),
      ...refused(`${path}.src`, src, when(isSource, 'no source for SSH (expected users, groups, roles or tags)')),
      ...refused(`${path}.dst`, dst, when(isTarget, 'no destination for SSH (expected tags, or the same user)')),
      ...ownDevices(path, known, dst),
      ...(rule.action.trim() === 'check'
        ? refused(
            `${path}.src`,
            known,
            when(selector => !isTagged(selector), 'a tagged device can do no check'),
          )
        : []),
      ...logins(`${path}.users`, rule.users),
      ...(rule.acceptEnv ?? [])
        .filter(name => name.trim() === '')
        .map(got => ({ path: `${path}.acceptEnv`, problem: 'no name of a variable', got })),
      ...period(path, rule),
    ]
  })
}

function unknownAction(path: string, { action }: { readonly action: string }): readonly Problem[] {
  if (action.trim() === 'accept' || action.trim() === 'check') return []
  return [{ path: `${path}.action`, problem: 'no action (expected accept or check)', got: action }]
}

/** The control plane takes a rule that lacks one end; it lets nobody in. */
function empty(path: string, list: readonly unknown[], problem: string): readonly Problem[] {
  return list.length === 0 ? [{ path, problem, got: '[]', doubtful: true }] : []
}

function logins(path: string, users: readonly string[]): readonly Problem[] {
  if (users.length === 0) return [{ path, problem: 'nobody may log in', got: '[]' }]
  return users.flatMap((got): readonly Problem[] => {
    const login = got.trim()
    if (login === '' || login === '*')
      return [{ path, problem: 'no login (every one but root: autogroup:nonroot)', got }]
    if (login === 'autogroup:nonroot' || !login.includes(':') || localpartDomain(login) !== undefined) return []
    return [{ path, problem: 'taken for the name of a login, which no host has', got, doubtful: true }]
  })
}

/** Nobody logs in on a device of another user: `autogroup:self`, or one user to himself. */
function ownDevices(path: string, src: readonly Chosen[], dst: readonly Chosen[]): readonly Problem[] {
  return dst.flatMap(({ selector: to }) => {
    if (isAutogroup(to, 'self'))
      return refused(`${path}.src`, src, when(isUser, 'autogroup:self wants users, groups or roles as sources'))
    if (to.kind !== 'user') return []
    const same = (from: Selector): boolean => from.kind === 'user' && from.login === to.login
    return refused(`${path}.src`, src, when(same, 'only a user himself may log in on his own devices'))
  })
}

function when(allowed: (selector: Selector) => boolean, problem: string): (selector: Selector) => string | undefined {
  return selector => (allowed(selector) ? undefined : problem)
}

function isSource(selector: Selector): boolean {
  return isUser(selector) || isTagged(selector)
}

function isTarget(selector: Selector): boolean {
  return isTagged(selector) || isAutogroup(selector, 'self') || selector.kind === 'user'
}

/** One minute to 168 hours, or `always`; only with `check`. The control plane takes shorter ones than are documented. */
function period(path: string, { action, checkPeriod }: SshRule): readonly Problem[] {
  if (checkPeriod === undefined) return []
  const problem = (text: string, more: Pick<Problem, 'doubtful'> = {}): readonly Problem[] => [
    { path: `${path}.checkPeriod`, problem: text, got: checkPeriod, ...more },
  ]
  if (action.trim() !== 'check') return problem('only a check has a period')
  if (checkPeriod === 'always') return []
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(checkPeriod)
  if (match === null || checkPeriod === '') return problem('no duration (expected for example 12h)')
  const [hours = '0', minutes = '0', seconds = '0'] = match.slice(1).map(part => part ?? '0')
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  if (total > 168 * 3600) return problem('a period is at most 168 hours')
  return total < 60 ? problem('a period is at least one minute', { doubtful: true }) : []
}

/**
 * What Tailscale would refuse in SSH rules.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#dst-1 and
 * https://tailscale.com/docs/reference/targets-and-selectors#restrictions
 */
import type { Policy, SshRule } from './policy.ts'
import { type Chosen, choose, type Problem } from './rules.ts'
import type { Selector } from './selector.ts'

export function validateSsh(policy: Policy): readonly Problem[] {
  return (policy.ssh ?? []).flatMap((rule, index) => {
    const path = `ssh[${index}]`
    const [src, dst] = [choose(rule.src), choose(rule.dst)]
    return [
      ...unknownAction(path, rule),
      ...refused(`${path}.src`, src, isSource, 'no source for SSH (expected users, groups, roles or tags)'),
      ...refused(`${path}.dst`, dst, isTarget, 'no destination for SSH (expected tags, or the same user)'),
      ...ownDevices(path, src, dst),
      ...(rule.action === 'check'
        ? refused(`${path}.src`, src, selector => !isTagged(selector), 'a tagged device can do no check')
        : []),
      ...(rule.users.length === 0 ? [{ path: `${path}.users`, problem: 'nobody may log in', got: '[]' }] : []),
      ...rule.users
        .filter(login => login.includes(':') && login !== 'autogroup:nonroot')
        .map(got => ({ path: `${path}.users`, problem: 'the evaluator does not know such logins', got })),
      ...period(path, rule),
    ]
  })
}

function unknownAction(path: string, { action }: { readonly action: string }): readonly Problem[] {
  if (action === 'accept' || action === 'check') return []
  return [{ path: `${path}.action`, problem: 'no action (expected accept or check)', got: action }]
}

/** Nobody logs in on a device of another user: `autogroup:self`, or one user to himself. */
function ownDevices(path: string, src: readonly Chosen[], dst: readonly Chosen[]): readonly Problem[] {
  return dst.flatMap(({ selector: to }) => {
    if (isSelf(to)) return refused(`${path}.src`, src, isUser, 'autogroup:self wants users, groups or roles as sources')
    if (to.kind !== 'user') return []
    const same = (from: Selector): boolean => from.kind === 'user' && from.login === to.login
    return refused(`${path}.src`, src, same, 'only a user himself may log in on his own devices')
  })
}

function refused(
  path: string,
  chosen: readonly Chosen[],
  allowed: (selector: Selector) => boolean,
  problem: string,
): readonly Problem[] {
  return chosen.filter(({ selector }) => !allowed(selector)).map(({ text }) => ({ path, problem, got: text }))
}

function isSource(selector: Selector): boolean {
  return isUser(selector) || isTagged(selector)
}

function isUser(selector: Selector): boolean {
  return selector.kind === 'user' || selector.kind === 'group' || selector.kind === 'role'
}

function isTagged(selector: Selector): boolean {
  return selector.kind === 'tag' || (selector.kind === 'autogroup' && selector.autogroup === 'tagged')
}

function isTarget(selector: Selector): boolean {
  return isTagged(selector) || isSelf(selector) || selector.kind === 'user'
}

function isSelf(selector: Selector): boolean {
  return selector.kind === 'autogroup' && selector.autogroup === 'self'
}

/** One minute to 168 hours, or `always`; only with `check`. */
function period(path: string, { action, checkPeriod }: SshRule): readonly Problem[] {
  if (checkPeriod === undefined) return []
  const problem = (text: string): readonly Problem[] => [
    { path: `${path}.checkPeriod`, problem: text, got: checkPeriod },
  ]
  if (action !== 'check') return problem('only a check has a period')
  if (checkPeriod === 'always') return []
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(checkPeriod)
  if (match === null || checkPeriod === '') return problem('no duration (expected for example 12h)')
  const [hours = '0', minutes = '0', seconds = '0'] = match.slice(1).map(part => part ?? '0')
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return total < 60 || total > 168 * 3600 ? problem('a period is one minute to 168 hours') : []
}

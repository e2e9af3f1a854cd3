import { present } from '@homelab/formats/present'
import { type Finding, isAcceptable } from './findings.ts'
import type { Resolved } from './resolved.ts'

/**
 * All findings with their acceptances: those of the estate and those that projections add. An acceptance that matches
 * none is itself a finding, which can't be accepted; unless something was left out for its shape, or was not looked for, which it may be about.
 */
export function judge(
  resolved: Pick<Resolved, 'acceptances' | 'file' | 'services'>,
  found: readonly Finding[],
): Finding[] {
  const used = new Map<object, string>()
  const judged = withoutKnown(found).map(finding => {
    const match = resolved.acceptances.find(
      ({ code, subject, path }) =>
        isAcceptable(code) && code === finding.code && subject === finding.where.subject && path === finding.where.path,
    )
    if (match === undefined) return finding
    // What is said twice in the same words is one; another finding at the same place was not looked at.
    const said = JSON.stringify([finding.problem, finding.got])
    if ((used.get(match) ?? said) !== said) return finding
    used.set(match, said)
    return { ...finding, accepted: match.reason }
  })
  const whole = found.every(({ code, hides }) => code !== 'wrong-type' && hides !== true)
  // Without a policy there is nothing to be found in it, and that is a finding.
  const hasPolicy = !found.some(({ code, where }) => code === 'unprovided-reference' && where.path === 'tailnet')
  const stale = whole
    ? resolved.acceptances.filter(each => !used.has(each) && (hasPolicy || !each.code.startsWith('policy-')))
    : []
  return [
    ...judged,
    ...stale.map(
      ({ code, subject, path }): Finding => ({
        code: 'stale-acceptance',
        where: {
          subject,
          ...present({ path }),
          file: resolved.services.find(service => service.name === subject)?.file ?? resolved.file,
        },
        problem: `nothing is found there any more for the accepted ${code}`,
        fix: 'remove the acceptance, or correct its path',
      }),
    ),
  ]
}

/** A misspelt word is most of the time what another finding is about, which knows what it does. */
function withoutKnown(found: readonly Finding[]): readonly Finding[] {
  const misspelt = found.filter(({ code }) => code === 'misspelt-word')
  if (misspelt.length === 0) return found
  const others = found.flatMap(({ code, where, problem, got }) =>
    code === 'misspelt-word' ? [] : [[where.path, problem, got].join('\n').toLowerCase()],
  )
  const known = new Set(misspelt.filter(({ got = '' }) => others.some(text => text.includes(got.toLowerCase()))))
  return found.filter(finding => !known.has(finding))
}

/** What the tests of the policy leave out, though they ask for it elsewhere. */
import type { Finding, Resolved } from '@homelab/estate/model'
import type { Grant, PolicyTest } from '../policy.ts'
import { splitPort } from '../rules.ts'
import { grantKeys } from './grants.ts'
import { loginOf, selectorText, shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { inPolicy } from './where.ts'

/**
 * Of whom they test, each grant with ports of its own; and of what they ask for one person, what comes of it for the others. What
 * nobody asks for may go, or come, without a test that fails.
 */
export function untested(resolved: Resolved, { document }: Tailnet): readonly Finding[] {
  const { grants = [], tests = [] } = document
  return [...untestedGrants(resolved, grants, tests), ...untestedPeople(resolved, tests)]
}

function untestedGrants(
  resolved: Resolved,
  grants: readonly Grant[],
  tests: readonly PolicyTest[],
): readonly Finding[] {
  // What follows from traffic is asked for without anybody's doing.
  const written = new Set(resolved.tailnet?.tests?.map(({ src }) => selectorText(src)))
  return grants.flatMap((grant, index) => {
    const [[src, ...sources], [dst, ...targets]] = [grant.src, grant.dst]
    if (src === undefined || dst === undefined || sources.length + targets.length > 0 || !dst.startsWith('tag:'))
      return []
    const own = tests.filter(test => testers(resolved, src).includes(test.src))
    const keys = grantKeys(resolved, grants, index)
    if (!own.some(test => written.has(test.src)) || keys.length < 2) return []
    const asked = new Set(own.flatMap(({ accept = [] }) => accept))
    return (grant.ip ?? []).flatMap((ip): Finding[] => {
      const port = /^tcp:(\d+)$/.exec(ip)?.[1]
      if (port === undefined || asked.has(`${dst}:${port}`)) return []
      return [
        {
          code: 'policy-untested',
          where: { ...inPolicy(resolved, 'tailnet', shown(`grant ${src} -> ${dst} ${ip}`)), keys },
          problem: 'tests say what its source reaches, and not this',
          got: shown(own.flatMap(({ accept = [] }) => accept).join(', ')),
          expected: `${dst}:${port} under \`accept\``,
          fix: 'let a test ask for it, or remove the grant',
        },
      ]
    })
  })
}

/** As whom a test asks for what a grant gives. */
function testers({ people }: Resolved, src: string): readonly string[] {
  if (src === 'autogroup:member') return people.filter(({ role }) => role === 'member').map(loginOf)
  if (src === 'autogroup:admin') return people.filter(({ role }) => role === 'admin').map(loginOf)
  return [src]
}

/** An admin reaches it; whether a member does as well is the question. */
function untestedPeople(resolved: Resolved, tests: readonly PolicyTest[]): readonly Finding[] {
  const asked = (role: string): ReadonlySet<string> => {
    const logins = resolved.people.filter(person => person.role === role).map(loginOf)
    const own = tests.filter(({ src }) => logins.includes(src))
    return new Set(own.flatMap(({ accept = [], deny = [] }) => [...accept, ...deny]))
  }
  const [admins, members] = [asked('admin'), asked('member')]
  if (members.size === 0) return []
  return [...admins]
    .filter(dst => splitPort(dst) !== undefined && !members.has(dst))
    .map(dst => ({
      code: 'policy-untested',
      where: { ...inPolicy(resolved, 'tailnet', `test member ${shown(dst)}`), keys: ['tests'] },
      problem: 'a test asks whether an admin reaches it, and none whether a member does',
      got: shown(dst),
      fix: 'say it under `accept` or `deny` of a member',
    }))
}

/**
 * Runs the policy's tests of SSH. They ask the SSH rules only: that port 22 is open is for `tests` to say.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#ssh-tests
 */
import { present } from '@homelab/formats/present'
import { type Compiled, compile } from './compile.ts'
import type { Inventory } from './inventory.ts'
import type { Policy, SshTest } from './policy.ts'
import { parseSelector } from './selector.ts'
import { decideSsh, sshRulesFor } from './ssh.ts'
import { hostOf, sourceOf } from './subjects.ts'

export interface SshTestFailure {
  /** Index in `sshTests`. */
  readonly test: number
  readonly kind: 'accept' | 'check' | 'deny' | 'invalid'
  readonly src: string
  readonly dst?: string
  /** The login on the host. */
  readonly user?: string
  /** One clause, no full stop. */
  readonly why: string
}

export function runSshTests(policy: Policy, inventory: Inventory): readonly SshTestFailure[] {
  const compiled = compile(policy, inventory)
  return (policy.sshTests ?? []).flatMap((test, index) => failuresOf(compiled, test, index))
}

const KINDS = ['accept', 'check', 'deny'] as const

function failuresOf(compiled: Compiled, test: SshTest, index: number): readonly SshTestFailure[] {
  const invalid = (why: string, dst?: string): SshTestFailure => ({
    test: index,
    kind: 'invalid',
    src: test.src,
    ...present({ dst }),
    why,
  })
  if (KINDS.every(kind => (test[kind]?.length ?? 0) === 0)) return [invalid('the test asserts nothing')]
  if (test.dst.length === 0) return [invalid('the test has no destination')]
  const sources = sourceOf(compiled, test.src)
  if (typeof sources === 'string') return [invalid(sources)]
  return test.dst.flatMap(dst => {
    const targets = isSelf(dst) ? sources : hostOf(compiled, dst)
    if (typeof targets === 'string') return [invalid(targets, dst)]
    return KINDS.flatMap(kind =>
      (test[kind] ?? []).flatMap(user => {
        // For `autogroup:self` each source is asked about its own devices, not about those of the others.
        const pairs = sources.flatMap((source, at) =>
          targets.filter((_target, to) => !isSelf(dst) || to === at).map(target => ({ source, target })),
        )
        const got = pairs.map(({ source, target }) =>
          decideSsh(sshRulesFor(compiled.policy, compiled.world, source, target), user),
        )
        const other = got.find(decision => decision !== kind)
        if (other === undefined) return []
        return [{ test: index, kind, src: test.src, dst, user, why: `the rules say ${other}` }]
      }),
    )
  })
}

function isSelf(dst: string): boolean {
  const selector = parseSelector(dst)
  return selector.kind === 'autogroup' && selector.autogroup === 'self'
}

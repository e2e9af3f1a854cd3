/** SSH rules that let nobody in. */
import { opens } from './capability.ts'
import { accessBetween, accessOf, type Compiled } from './compile.ts'
import type { Party } from './match.ts'
import type { SshRule } from './policy.ts'
import { sshRulesFor } from './ssh.ts'
import { validateSsh } from './validate-ssh.ts'

export interface SshLint {
  readonly code: 'dead-ssh-rule'
  /** In `ssh`. */
  readonly index: number
  readonly rule: SshRule
  /** `pair`: it is between no two devices; `network`: between some, and no rule opens port 22 from one to the other. */
  readonly why: 'pair' | 'network'
}

export function lintSsh(compiled: Compiled): readonly SshLint[] {
  const { policy } = compiled
  return (policy.ssh ?? []).flatMap((rule, index): readonly SshLint[] => {
    // What is wrong in itself, `validate` says.
    if (validateSsh({ ssh: [rule] }).length > 0) return []
    const applies = (source: Party, target: Party): boolean =>
      sshRulesFor({ ssh: [rule] }, compiled.world, source, target).length > 0
    const pairs = [...pairsOf(compiled, applies)]
    if (pairs.length === 0) return [{ code: 'dead-ssh-rule', index, rule, why: 'pair' }]
    return pairs.some(open => open()) ? [] : [{ code: 'dead-ssh-rule', index, rule, why: 'network' }]
  })
}

/**
 * The pairs between which a rule applies, each with the question whether the network lets it pass. Devices of people
 * come and go, so every person counts as somebody who has one more.
 */
function* pairsOf(compiled: Compiled, applies: (source: Party, target: Party) => boolean): Generator<() => boolean> {
  const { parties, inventory } = compiled
  const imagined = inventory.users.map(
    ({ login }): Party => ({ kind: 'device', login, tags: [], addresses: [], routers: [] }),
  )
  for (const [from, source] of parties.entries())
    for (const [to, target] of parties.entries())
      if (from !== to && applies(source, target))
        yield () => accessOf(compiled, from).some(access => access.to === to && opens(access.capability, 'tcp', 22))
  for (const source of imagined)
    for (const target of [...parties, source])
      if (applies(source, target))
        yield () => accessBetween(compiled, source, target).some(({ capability }) => opens(capability, 'tcp', 22))
}

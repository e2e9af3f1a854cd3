/**
 * Runs the policy's own tests, as Tailscale does when a policy is saved.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#tests
 */
import { present } from '@homelab/formats/present'
import { opens, protocolName } from './capability.ts'
import { accessBetween, accessOf, type Compiled, compile } from './compile.ts'
import type { Inventory } from './inventory.ts'
import { type Party, selectsIdentity } from './match.ts'
import type { Policy, PolicyTest } from './policy.ts'
import { isClosed } from './reach.ts'
import { type RuleRef, splitPort } from './rules.ts'
import { parseSelector } from './selector.ts'
import { type Subjects, sourceOf, targetOf } from './subjects.ts'

/** `invalid`: Tailscale would refuse the test itself. */
export interface TestFailure {
  /** Index in `tests`. */
  readonly test: number
  readonly kind: 'accept' | 'deny' | 'invalid'
  readonly src: string
  /** Absent where the test as a whole is wrong. */
  readonly dst?: string
  /** One clause, no full stop. */
  readonly why: string
  /** For `deny`: the rules that allow it. */
  readonly because: readonly RuleRef[]
}

/**
 * A `deny` that holds as Tailscale runs it, for devices with one tag alone, while real ones that carry more tags do meet.
 * Not a failure; worth knowing.
 */
export interface TestException {
  readonly test: number
  readonly src: string
  readonly dst: string
  readonly from: string
  readonly to: string
  readonly because: readonly RuleRef[]
}

export interface TestReport {
  /** How many destinations were asked for. */
  readonly assertions: number
  readonly failures: readonly TestFailure[]
  readonly exceptions: readonly TestException[]
}

export function runTests(policy: Policy, inventory: Inventory): TestReport {
  const compiled = compile(policy, inventory)
  const tests = policy.tests ?? []
  return {
    assertions: tests.reduce((sum, { accept, deny }) => sum + (accept?.length ?? 0) + (deny?.length ?? 0), 0),
    failures: tests.flatMap((test, index) => failuresOf(compiled, test, index)),
    exceptions: tests.flatMap((test, index) => exceptionsOf(compiled, test, index)),
  }
}

function failuresOf(compiled: Compiled, test: PolicyTest, index: number): readonly TestFailure[] {
  const failure = (kind: TestFailure['kind'], why: string, dst?: string, because: readonly RuleRef[] = []) => ({
    test: index,
    kind,
    src: test.src,
    ...present({ dst }),
    why,
    because,
  })
  const protocols = protocolsOf(test)
  if (protocols.length === 0) return [failure('invalid', `${JSON.stringify(test.proto)} is no protocol`)]
  if ((test.accept?.length ?? 0) + (test.deny?.length ?? 0) === 0)
    return [failure('invalid', 'the test asserts nothing (expected accept or deny)')]
  const sources = sourceOf(compiled, test.src, test.srcPostureAttrs)
  if (typeof sources === 'string') return [failure('invalid', sources)]
  return (['accept', 'deny'] as const).flatMap(kind =>
    (test[kind] ?? []).flatMap(dst => {
      const { parties, port } = targetOf(compiled, dst)
      if (typeof parties === 'string') return [failure('invalid', parties, dst)]
      const pairs = sources.flatMap(source => parties.map(target => rulesFor(compiled, source, target, test, port)))
      const because = [...new Set(pairs.flat())]
      if (kind === 'deny' && because.length > 0)
        return [failure('deny', `allowed by ${because.map(({ text }) => text).join('; ')}`, dst, because)]
      if (kind === 'accept' && pairs.some(rules => rules.length === 0))
        return [failure('accept', because.length === 0 ? 'no rule allows it' : 'not for every member', dst, because)]
      return []
    }),
  )
}

function exceptionsOf(compiled: Compiled, test: PolicyTest, index: number): readonly TestException[] {
  const from = parseSelector(test.src)
  const sources = compiled.parties.flatMap((party, at) =>
    party.kind === 'device' && selectsIdentity(from, party, compiled.world) ? [at] : [],
  )
  return (test.deny ?? [])
    .filter(dst => failuresOf(compiled, { ...test, accept: [], deny: [dst] }, index).length === 0)
    .flatMap(dst => {
      const to = parseSelector(splitPort(dst)?.host ?? '')
      const { port, parties } = targetOf(compiled, dst)
      return sources.flatMap(source =>
        accessOf(compiled, source)
          // What a device may be like, the test says; of a subnet it asks about one address.
          .filter(({ onlyIf, to: at }) => onlyIf === undefined && isAskedFor(compiled, source, at, parties))
          .filter(({ capability }) => protocolsOf(test).some(protocol => opens(capability, protocol, port)))
          .flatMap(({ to: at, rule }) => {
            const [target, endpoint] = [compiled.parties[at], compiled.endpoints[at]]
            if (target === undefined || endpoint === undefined) return []
            const asked = protocolsOf(test).some(protocol => !isClosed(endpoint, { protocol, first: port, last: port }))
            if (!asked || !selectsIdentity(to, target, compiled.world)) return []
            const name = compiled.endpoints[source]?.name ?? ''
            return [{ test: index, src: test.src, dst, from: name, to: endpoint.name, because: [rule.ref] }]
          }),
      )
    })
}

function isAskedFor(compiled: Compiled, source: number, at: number, parties: Subjects): boolean {
  const party = compiled.parties[source]
  if (compiled.endpoints[at]?.kind !== 'subnet' || typeof parties === 'string' || party === undefined) return true
  return parties.some(target => accessBetween(compiled, party, target).length > 0)
}

/** The rules by which the test's traffic passes between two parties. */
function rulesFor(
  compiled: Compiled,
  source: Party,
  target: Party,
  test: PolicyTest,
  port: number,
): readonly RuleRef[] {
  return accessBetween(compiled, source, target)
    .filter(({ capability }) => protocolsOf(test).some(protocol => opens(capability, protocol, port)))
    .map(({ rule }) => rule.ref)
}

/** Without a protocol the test asks for TCP or UDP. */
function protocolsOf({ proto }: PolicyTest): readonly string[] {
  if (proto === undefined || proto === '') return ['tcp', 'udp']
  const name = protocolName(proto)
  return name === undefined ? [] : [name]
}

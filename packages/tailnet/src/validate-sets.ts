/** What Tailscale would refuse in IP sets and postures. */
import { isMember, parseStep } from './ip-sets.ts'
import type { Policy } from './policy.ts'
import { parseAssertion } from './postures.ts'
import type { Problem } from './rules.ts'
import { parseSelector } from './selector.ts'

export function validateSets(policy: Policy): readonly Problem[] {
  return [
    ...Object.entries(policy.ipsets ?? {}).flatMap(([name, steps]) => inSet(policy, name, steps)),
    ...Object.entries(policy.postures ?? {}).flatMap(([name, assertions]) => inPosture(name, assertions)),
    ...named(policy, 'defaultSrcPosture', policy.defaultSrcPosture),
    ...(policy.grants ?? []).flatMap((grant, at) => named(policy, `grants[${at}].srcPosture`, grant.srcPosture)),
    ...(policy.acls ?? []).flatMap((acl, at) => named(policy, `acls[${at}].srcPosture`, acl.srcPosture)),
  ]
}

function inSet(policy: Policy, name: string, steps: readonly string[]): readonly Problem[] {
  const path = `ipsets.${name}`
  const said = steps.filter(text => /^(add|remove)\s/.test(text.trim()))
  return [
    ...(/^ipset:[a-z0-9][\w.-]*$/i.test(name) ? [] : [{ path: 'ipsets', problem: 'no name of an IP set', got: name }]),
    ...(steps.length === 0 ? [{ path, problem: 'it has no address', got: '[]', doubtful: true as const }] : []),
    // What a target alone does is clear only where none removes.
    ...(said.some(text => text.trim().startsWith('remove')) && said.length < steps.length
      ? [{ path, problem: 'a set that removes says of every step what it does', got: bare(steps) }]
      : []),
    ...steps
      .filter(text => !isMember(parseSelector(parseStep(text).target)))
      .map(got => ({ path, problem: 'no address, host, IP set or autogroup:internet', got })),
    ...(isWithin(policy, name, name, []) ? [{ path, problem: 'the set is within itself', got: steps.join(', ') }] : []),
  ]
}

function bare(steps: readonly string[]): string {
  return steps.find(text => !/^(add|remove)\s/.test(text.trim())) ?? ''
}

function isWithin({ ipsets = {} }: Policy, wanted: string, at: string, seen: readonly string[]): boolean {
  const steps = Object.entries(ipsets).find(([name]) => name === at)?.[1] ?? []
  return steps.some(text => {
    const { target } = parseStep(text)
    if (target === wanted) return true
    return (
      target.startsWith('ipset:') && !seen.includes(target) && isWithin({ ipsets }, wanted, target, [...seen, target])
    )
  })
}

function inPosture(name: string, assertions: readonly string[]): readonly Problem[] {
  const path = `postures.${name}`
  return [
    ...(/^posture:[a-z0-9][\w-]*$/i.test(name)
      ? []
      : [{ path: 'postures', problem: 'no name of a posture', got: name }]),
    ...(assertions.length === 0 ? [{ path, problem: 'a posture that asserts nothing', got: '[]' }] : []),
    ...assertions.flatMap(got => {
      const read = parseAssertion(got)
      return typeof read === 'string' ? [{ path, problem: read, got }] : []
    }),
  ]
}

function named({ postures = {} }: Policy, path: string, names: readonly string[] = []): readonly Problem[] {
  return names
    .filter(name => !Object.hasOwn(postures, name.trim()))
    .map(got => ({ path, problem: 'the policy defines no such posture', got }))
}

/** Rules that do nothing, or nothing that another rule does not. */
import { touchesTailnet } from './addresses.ts'
import { covers } from './capability.ts'
import { accessOf, type Compiled, type CompiledRule, pairsOf } from './compile.ts'
import { type Families, isSelected, type Party, rangesOf, selectsSource, selectsTarget } from './match.ts'
import type { Chosen, RuleRef } from './rules.ts'

export type GrantLint =
  | {
      /** Selectors of a rule that nothing carries. */
      readonly code: 'dead-grant'
      readonly rule: RuleRef
      readonly side: 'src' | 'dst'
      readonly selectors: readonly string[]
      /** Nothing is left on this side: the rule does nothing. */
      readonly whole: boolean
    }
  | {
      /** It tells applications something, and no rule opens a port between any two of its ends. */
      readonly code: 'app-without-network'
      readonly rule: RuleRef
    }
  | {
      /** Everything that the rule allows in this inventory, one other rule allows too. */
      readonly code: 'shadowed-grant'
      readonly rule: RuleRef
      readonly by: RuleRef
    }
  | {
      /** The rule selects by address, and these endpoints' addresses are not known. */
      readonly code: 'unknown-address'
      readonly rule: RuleRef
      readonly selector: string
      readonly endpoints: readonly string[]
    }

export function lintGrants(compiled: Compiled): readonly GrantLint[] {
  return compiled.rules.flatMap((rule, index) => [
    ...deadIn(compiled, rule),
    ...unheard(compiled, rule),
    ...shadowed(compiled, rule, index),
    ...unaddressed(compiled, rule),
  ])
}

function deadIn(compiled: Compiled, { rule }: CompiledRule): readonly GrantLint[] {
  const { parties, world } = compiled
  const begins = ({ selector }: Chosen, party: Party): boolean => isSelected(selectsSource(selector, party, world))
  const starts = parties.filter(party => rule.src.some(chosen => begins(chosen, party)))
  const src = rule.src.filter(chosen => !parties.some(party => begins(chosen, party)))
  const targets = rule.openings.flatMap(({ dst }) => dst)
  const dst = targets.filter(
    // Asked for each source, because of `autogroup:self`; a rule without a source is judged as if anybody could ask.
    ({ selector }) =>
      !(starts.length === 0 ? parties : starts).some(source =>
        parties.some(target => target !== source && isSelected(selectsTarget(selector, target, source, world))),
      ),
  )
  return [deadSide(rule.ref, 'src', src, rule.src), deadSide(rule.ref, 'dst', dst, targets)].flat()
}

function deadSide(
  rule: RuleRef,
  side: 'src' | 'dst',
  dead: readonly Chosen[],
  all: readonly Chosen[],
): readonly GrantLint[] {
  if (dead.length === 0) return []
  return [
    { code: 'dead-grant', rule, side, selectors: dead.map(({ text }) => text), whole: dead.length === all.length },
  ]
}

/** https://tailscale.com/docs/features/access-control/grants/grants-app-capabilities: they open no port themselves. */
function unheard(compiled: Compiled, rule: CompiledRule): readonly GrantLint[] {
  const given = Object.keys(rule.rule.app).length > 0
  // Of ends that nothing carries another finding tells.
  const pairs = given ? [...pairsOf(compiled, rule)] : []
  if (pairs.length === 0 || pairs.some(([from, to]) => accessOf(compiled, from).some(access => access.to === to)))
    return []
  return [{ code: 'app-without-network', rule: rule.rule.ref }]
}

function shadowed(compiled: Compiled, rule: CompiledRule, index: number): readonly GrantLint[] {
  if (isIdle(rule)) return []
  const by = compiled.rules.find(
    (other, at) =>
      at !== index &&
      !isIdle(other) &&
      isWithin(rule, other) &&
      // Of two that allow the same, the later one is superfluous.
      (at < index || !isWithin(other, rule)),
  )
  return by === undefined ? [] : [{ code: 'shadowed-grant', rule: rule.rule.ref, by: by.rule.ref }]
}

function isIdle({ sources, openings }: CompiledRule): boolean {
  return (
    sources.size === 0 || openings.every(({ targets, self, capabilities }) => isNothing(targets, self, capabilities))
  )
}

function isNothing(targets: ReadonlyMap<number, unknown>, self: boolean, capabilities: readonly unknown[]): boolean {
  return (targets.size === 0 && !self) || capabilities.length === 0
}

/** Application capabilities add up too, so a rule that has them is never within another. */
function isWithin(inner: CompiledRule, outer: CompiledRule): boolean {
  if (Object.keys(inner.rule.app).length > 0 || !isSubset(inner.sources, outer.sources)) return false
  // Who must be like something is told apart by what that is.
  if (outer.rule.postures.length > 0 && inner.rule.postures.join() !== outer.rule.postures.join()) return false
  return inner.openings.every(
    opening =>
      isNothing(opening.targets, opening.self, opening.capabilities) ||
      outer.openings.some(
        wider =>
          isSubset(opening.targets, wider.targets) &&
          (!opening.self || wider.self) &&
          opening.capabilities.every(capability => wider.capabilities.some(other => covers(other, capability))),
      ),
  )
}

function isSubset(inner: ReadonlyMap<number, Families>, outer: ReadonlyMap<number, Families>): boolean {
  return [...inner].every(([index, { ipv4, ipv6 }]) => {
    const wider = outer.get(index)
    return wider !== undefined && (!ipv4 || wider.ipv4) && (!ipv6 || wider.ipv6)
  })
}

function unaddressed(compiled: Compiled, { rule }: CompiledRule): readonly GrantLint[] {
  const endpoints = compiled.parties
    .filter(({ kind, addresses }) => (kind === 'device' || kind === 'service') && addresses.length === 0)
    .map(({ name }) => name ?? '')
  if (endpoints.length === 0) return []
  return [...rule.src, ...rule.openings.flatMap(({ dst }) => dst)].flatMap(({ text, selector }) => {
    if (!(rangesOf(selector, compiled.world) ?? []).some(touchesTailnet)) return []
    return [{ code: 'unknown-address', rule: rule.ref, selector: text, endpoints }]
  })
}

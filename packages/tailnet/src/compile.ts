/** A policy over an inventory, with every selector looked up once. */
import type { Capability } from './capability.ts'
import { allEndpoints, type Endpoint, type Inventory } from './inventory.ts'
import {
  type Families,
  isOwnDevice,
  isSelected,
  type Party,
  partyOf,
  selectsSource,
  selectsTarget,
  share,
  union,
  type World,
  worldOf,
} from './match.ts'
import type { Policy } from './policy.ts'
import { type Met, meetsOne } from './postures.ts'
import { type Opening, type Problem, type Rule, rulesOf } from './rules.ts'

export interface Compiled {
  readonly policy: Policy
  readonly inventory: Inventory
  readonly world: World
  /** Sorted by name; sources and targets below are indexes into it. */
  readonly endpoints: readonly Endpoint[]
  readonly parties: readonly Party[]
  /** Of each endpoint, by name. */
  readonly tags: ReadonlyMap<string, readonly string[]>
  readonly rules: readonly CompiledRule[]
  /** What could not be read in the rules. */
  readonly problems: readonly Problem[]
}

export interface CompiledRule {
  readonly rule: Rule
  readonly sources: ReadonlyMap<number, Families>
  /** Those of which nobody knows whether they meet the rule's posture. */
  readonly doubtful: ReadonlySet<number>
  readonly openings: readonly CompiledOpening[]
}

interface CompiledOpening {
  /** Destinations whoever asks. */
  readonly targets: ReadonlyMap<number, Families>
  /** Also the asking user's own devices. */
  readonly self: boolean
  readonly capabilities: readonly Capability[]
}

/** One thing that one rule lets one endpoint do. */
export interface Access {
  readonly to: number
  readonly capability: Capability
  readonly rule: Rule
  /** Only while the source meets one of these postures. */
  readonly onlyIf?: readonly string[]
}

/** Nobody: no rule selects it by identity, and it owns no device. */
const NOBODY: Party = { kind: 'device', tags: [], addresses: [], routers: [] }

const known = new WeakMap<Policy, WeakMap<Inventory, Compiled>>()

/** Worked out once for each policy and inventory: pages, checks and comparisons ask the same two. */
export function compile(policy: Policy, inventory: Inventory): Compiled {
  const before = known.get(policy) ?? new WeakMap<Inventory, Compiled>()
  known.set(policy, before)
  const compiled = before.get(inventory) ?? compiledFor(policy, inventory)
  before.set(inventory, compiled)
  return compiled
}

function compiledFor(policy: Policy, inventory: Inventory): Compiled {
  const { rules, problems } = rulesOf(policy)
  const world = worldOf(policy, inventory)
  const endpoints = allEndpoints(inventory)
  const parties = endpoints.map(partyOf)
  const tags = tagsByName(parties)
  const indexes = (selected: (party: Party) => readonly Families[]): ReadonlyMap<number, Families> =>
    new Map(
      parties.flatMap((party, index) => {
        const families = union(selected(party))
        return isSelected(families) ? [[index, families] as const] : []
      }),
    )
  const compileOpening = ({ dst, capabilities }: Opening, rule: Rule): CompiledOpening => ({
    targets: indexes(party =>
      routed(rule, party, tags) ? dst.map(({ selector }) => selectsTarget(selector, party, NOBODY, world)) : [],
    ),
    self:
      rule.via.length === 0 &&
      dst.some(({ selector }) => selector.kind === 'autogroup' && selector.autogroup === 'self'),
    capabilities,
  })
  return {
    policy,
    inventory,
    world,
    endpoints,
    parties,
    tags,
    problems,
    rules: rules.map(rule => ({
      rule,
      sources: indexes(party => sourceIn(policy, rule, party, world)),
      doubtful: rule.postures.length === 0 ? NONE : doubtfulIn(policy, rule, parties),
      openings: rule.openings.map(opening => compileOpening(opening, rule)),
    })),
  }
}

const asked = new WeakMap<Compiled, Map<number, readonly Access[]>>()

/** All that an endpoint may do, in the order of the rules. Found once: many ask about the same endpoint. */
export function accessOf(compiled: Compiled, from: number): readonly Access[] {
  const answers = asked.get(compiled) ?? new Map<number, readonly Access[]>()
  asked.set(compiled, answers)
  const access = answers.get(from) ?? findAccess(compiled, from)
  answers.set(from, access)
  return access
}

function findAccess(compiled: Compiled, from: number): readonly Access[] {
  const source = compiled.parties[from]
  if (source === undefined) return []
  return compiled.rules.flatMap(({ rule, sources, doubtful, openings }) => {
    const families = sources.get(from)
    if (families === undefined) return []
    const onlyIf = doubtful.has(from) ? { onlyIf: rule.postures } : {}
    return openings.flatMap(opening =>
      targetsFor(compiled, opening, source, families)
        .filter(to => canMeet(compiled, from, to))
        .flatMap(to => opening.capabilities.map(capability => ({ to, capability, rule, ...onlyIf }))),
    )
  })
}

/** The endpoints between which a rule is, whatever it opens: from and to, as indexes. */
export function* pairsOf(
  compiled: Compiled,
  { sources, openings }: CompiledRule,
): Generator<readonly [number, number]> {
  for (const [from, families] of sources) {
    const source = compiled.parties[from]
    if (source === undefined) continue
    const targets = new Set(openings.flatMap(opening => targetsFor(compiled, opening, source, families)))
    for (const to of targets) if (canMeet(compiled, from, to)) yield [from, to]
  }
}

/**
 * What one party may do on another, asked of the selectors themselves: for parties that need not be in the inventory.
 * Rows of `accessOf` say the same for those that are.
 */
export function accessBetween(compiled: Compiled, source: Party, target: Party): readonly Omit<Access, 'to'>[] {
  const { policy, world, tags, rules } = compiled
  return rules.flatMap(({ rule }) => {
    const from = union(sourceIn(policy, rule, source, world))
    if (!isSelected(from) || !routed(rule, target, tags)) return []
    return rule.openings
      .filter(({ dst }) =>
        share(from, union(dst.map(({ selector }) => selectsTarget(selector, target, source, world)))),
      )
      .flatMap(({ capabilities }) => capabilities.map(capability => ({ capability, rule })))
  })
}

/** By each selector; nowhere where it is known not to meet the rule's posture. */
function sourceIn(policy: Policy, rule: Rule, source: Party, world: World): readonly Families[] {
  if (rule.postures.length > 0 && postureIn(policy, rule, source) === 'unmet') return []
  return rule.src.map(({ selector }) => selectsSource(selector, source, world))
}

const NONE: ReadonlySet<number> = new Set()

function doubtfulIn(policy: Policy, rule: Rule, parties: readonly Party[]): ReadonlySet<number> {
  return new Set(parties.flatMap((party, index) => (postureIn(policy, rule, party) === 'unknown' ? [index] : [])))
}

/** Guests, and what lies behind routers, are not asked: https://tailscale.com/docs/features/device-posture#limitations */
function postureIn(policy: Policy, { postures }: Rule, source: Party): Met {
  if (postures.length === 0 || source.kind !== 'device') return 'met'
  return meetsOne(policy, postures, source.posture ?? { attributes: {}, all: false })
}

/** The destinations of an opening for a source, `autogroup:self` included. */
function targetsFor(
  compiled: Compiled,
  opening: CompiledOpening,
  source: Party,
  families: Families,
): readonly number[] {
  const open = [...opening.targets].flatMap(([to, meant]) => (share(families, meant) ? [to] : []))
  if (!opening.self || source.login === undefined) return open
  const own = compiled.parties.flatMap((party, index) => (isOwnDevice(source, party) ? [index] : []))
  return [...new Set([...open, ...own])]
}

/**
 * With `via`, traffic must pass a router that carries one of the tags, so only what lies behind routers is meant:
 * https://tailscale.com/docs/reference/syntax/grants#routing-specifications
 */
function routed(rule: Rule, target: Party, tags: ReadonlyMap<string, readonly string[]>): boolean {
  if (rule.via.length === 0) return true
  return target.routers.some(router => tags.get(router)?.some(tag => rule.via.includes(tag)) ?? false)
}

function tagsByName(parties: readonly Party[]): ReadonlyMap<string, readonly string[]> {
  return new Map(parties.flatMap(party => (party.name === undefined ? [] : [[party.name, party.tags] as const])))
}

/**
 * Not itself, and no Service from a device that hosts it, whatever the rules say:
 * https://tailscale.com/docs/features/tailscale-services#limitations
 */
function canMeet(compiled: Compiled, from: number, to: number): boolean {
  const [source, target] = [compiled.endpoints[from], compiled.endpoints[to]]
  if (source === undefined || target === undefined || from === to) return false
  if (source.kind === 'guest') return source.machines.includes(target.name)
  return !(target.kind === 'service' && (target.hosts?.includes(source.name) ?? false))
}

import { admit, wrongType } from '../admission/admit.ts'
import { isRecord } from '../admission/rule.ts'
import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import { type SourceOf, sourcesBelow } from '../made.ts'
import type { Part } from '../part.ts'
import { sourceFile } from '../resolve/source.ts'
import type { Service } from '../service.ts'
import { type Keys, labelOf } from './keys.ts'
import { naming } from './naming.ts'
import { nearestIn, type Placed, type Places, Things } from './places.ts'
import { oneOfEach, plainCopy, type Unplain } from './plain.ts'
import { providerOf, readNeeds } from './read-needs.ts'
import { ofNeed, ofPolicy, ofService, type Positions } from './references.ts'
import type { Stated } from './stated.ts'

/** What an estate says. */
export interface Said {
  readonly stated: Stated
  /** What its services are made of. */
  readonly parts: readonly Part[]
  /** What was left out of it, and why. */
  readonly findings: readonly Finding[]
  readonly places: Places
}

/**
 * What an estate says, as plain data. Its `needs` are called here, once; whoever has `stated` needs no object of an author
 * any more.
 */
export function state(live: Estate): Said {
  const sourceOf = sourcesBelow(live.declaredIn)
  const { estate, refused, findings } = admit(live, sourceOf)
  const teller = tellerOf(estate, refused, findings, sourceOf)
  teller.things.set([], live)
  const entries = Object.entries(estate).flatMap(([key, value]): (readonly [string, unknown])[] => {
    const said = sayMember(teller, key, value)
    return said === undefined ? [] : [[key === 'declaredIn' ? 'file' : key, said]]
  })
  for (const fill of teller.later) fill()
  const parts = new Set(estate.parts)
  if (parts.size < (estate.parts?.length ?? 0)) teller.findings.push(repeatedIn(teller, 'parts', 'a part'))
  // Each member has been looked at by `admit`.
  return {
    stated: Object.fromEntries(entries) as unknown as Stated,
    parts: [...parts],
    findings: teller.findings,
    places: teller.things.places(sourceOf),
  }
}

/** What the steps share. */
interface Teller {
  readonly estate: Estate
  readonly findings: Finding[]
  /** Things of authors that are not stated; a finding tells of each. */
  readonly left: Set<unknown>
  /** What is to be done when all of `left` is known. */
  readonly later: (() => void)[]
  /** What is stated, for its place. */
  readonly things: Things
  readonly sourceOf: SourceOf
  /** A plain copy, and whether it is whole. */
  readonly say: (told: Told, keys: Keys, where: Where, positions?: Positions) => Copy
  readonly fileOf: (declaredIn: string) => string
}

interface Told {
  readonly value: unknown
  /** The author's thing that the value is of; the value itself by default. */
  readonly of?: object
}

interface Copy {
  readonly copy: unknown
  readonly whole: boolean
}

function tellerOf(
  estate: Estate,
  refused: ReadonlySet<unknown>,
  admitted: readonly Finding[],
  sourceOf: SourceOf,
): Teller {
  const findings = [...admitted]
  const things = new Things()
  const refer = naming(estate)
  return {
    estate,
    findings,
    left: new Set(refused),
    later: [],
    things,
    sourceOf,
    say: ({ value, of }, keys, where, positions) => {
      const unplain: Unplain[] = []
      const twice: Keys[] = []
      const copy = plainCopy(value, keys, positions, {
        refer,
        seen: (thing, at) => things.set(at, thing),
        unplain: found => unplain.push(found),
        repeated: at => twice.push(at.slice(keys.length)),
      })
      if (of !== undefined) things.set(keys, of)
      const told = unplain.map(({ keys: at, ...wrong }) => {
        const inside = at.slice(keys.length)
        return placed(wrongType(where, { path: labelOf(inside), ...wrong }), nearestIn([of, value], inside, sourceOf))
      })
      findings.push(...told.filter(one => !admitted.some(other => isWithin(one.where, other.where))))
      findings.push(...twice.map(at => placed(repeated(where, at), nearestIn([of, value], at, sourceOf))))
      return { copy, whole: unplain.length === 0 }
    },
    fileOf: declaredIn => sourceFile(estate.declaredIn, declaredIn),
  }
}

/** It is left out: what else would be found of it has the same cause. */
function repeated({ path: base, ...where }: Where, keys: Keys): Finding {
  const path = [base, labelOf(keys)].filter(part => part !== undefined && part !== '').join('.')
  return {
    code: 'repeated-element',
    where: { ...where, ...(path !== '' && { path }) },
    problem: 'the same stands in this list already',
    fix: 'remove one line',
  }
}

/** In a list of the estate's own. */
function repeatedIn({ estate, things, fileOf, sourceOf }: Teller, path: string, subject: string): Finding {
  const where = { subject, path, file: fileOf(estate.declaredIn) }
  return placed(repeated(where, []), things.places(sourceOf).nearest([]))
}

function placed(finding: Finding, place: Placed | undefined): Finding {
  return { ...finding, where: { ...finding.where, ...place } }
}

/** What is found there already is one finding. */
function isWithin(one: Where, { subject, path = '' }: Where): boolean {
  return one.subject === subject && (one.path ?? '').startsWith(path)
}

function sayMember(teller: Teller, key: string, value: unknown): unknown {
  const { estate, fileOf } = teller
  const inEstate = { subject: 'estate', path: key, file: fileOf(estate.declaredIn) }
  switch (key as keyof Estate) {
    case 'name':
    case 'title':
      return value
    case 'declaredIn':
      return inEstate.file
    case 'services':
      return sayServices(teller)
    case 'hosts':
    case 'clusters':
    case 'vaults':
    case 'people':
    case 'shares':
    case 'accepts':
    case 'differences':
      return sayList(teller, key, value as readonly unknown[])
    case 'domains':
      return teller.say({ value }, [key], inEstate).copy
    case 'tailnet':
      return sayDeclared(teller, key, value as NonNullable<Estate['tailnet']>, ofPolicy)
    case 'tailnetStack':
    case 'dns':
      return sayDeclared(teller, key, value as NonNullable<Estate['dns']>)
    default:
      // The estate's kind and parts; and what has no meaning, which is a finding.
      return undefined
  }
}

function sayList(teller: Teller, key: string, entries: readonly unknown[]): unknown[] {
  const { estate, left, things, say, findings, fileOf } = teller
  const kept: unknown[] = []
  const isOnce = oneOfEach()
  for (const [index, entry] of entries.entries()) {
    const name = isRecord(entry) ? entry['name'] : undefined
    const subject = typeof name === 'string' ? name : `${key}[${index}]`
    const { copy, whole } = say({ value: entry }, [key, kept.length], { subject, file: fileOf(estate.declaredIn) })
    if (!isOnce(copy)) {
      findings.push(repeatedIn(teller, key, subject))
      things.forget([key, kept.length])
    }
    // A place stays: what runs there must not seem lost.
    else if (whole || key === 'hosts' || key === 'clusters') kept.push(copy)
    else {
      left.add(entry)
      things.forget([key, kept.length])
    }
  }
  return kept
}

function sayDeclared(
  { say, fileOf }: Teller,
  key: string,
  declared: { readonly declaredIn: string },
  positions?: Positions,
): unknown {
  const { declaredIn, ...props } = declared
  const file = fileOf(declaredIn)
  const { copy, whole } = say({ value: props, of: declared }, [key], { subject: 'estate', path: key, file }, positions)
  return whole && isRecord(copy) ? { file, ...copy } : undefined
}

function sayServices(teller: Teller): unknown[] {
  const kept: unknown[] = []
  const seen = new Set<Service>()
  for (const service of teller.estate.services) {
    if (seen.has(service)) {
      teller.findings.push(repeatedIn(teller, 'services', service.name))
      continue
    }
    seen.add(service)
    const said = sayService(teller, service, ['services', kept.length])
    if (said === undefined) {
      teller.left.add(service)
      teller.things.forget(['services', kept.length])
    } else kept.push(said)
  }
  return kept
}

function sayService(teller: Teller, service: Service, keys: Keys): object | undefined {
  const { say, fileOf, later } = teller
  const { name, declaredIn, ports, props } = service
  const where = { subject: name, file: fileOf(declaredIn) }
  const { needs, ...others } = props
  const { copy, whole } = say({ value: { ...others, ports }, of: service }, keys, where, ofService)
  if (!whole || !isRecord(copy)) return undefined
  const said: Record<string, unknown> = { name, file: where.file }
  // In the author's order, needs among the others.
  for (const key of Object.keys(props)) if (key === 'needs' || Object.hasOwn(copy, key)) said[key] = copy[key]
  if (needs !== undefined) later.push(() => Object.assign(said, { needs: sayNeeds(teller, service, where, keys) }))
  return said
}

function sayNeeds(
  { left, things, say, findings, sourceOf }: Teller,
  service: Service,
  where: Where,
  keys: Keys,
): unknown[] {
  const kept: unknown[] = []
  const isOnce = oneOfEach()
  const needs = readNeeds(service, where, findings, sourceOf)
  // What needs something that was left out is no second finding.
  for (const need of needs.filter(each => !left.has(providerOf(each)))) {
    const path = `needs[${needs.indexOf(need)}]`
    const { copy, whole } = say({ value: need }, [...keys, 'needs', kept.length], { ...where, path }, ofNeed)
    if (!isOnce(copy)) findings.push(placed(repeated({ ...where, path }, []), nearestIn([need], [], sourceOf)))
    else if (whole) {
      kept.push(copy)
      continue
    }
    things.forget([...keys, 'needs', kept.length])
  }
  return kept
}

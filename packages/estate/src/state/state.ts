import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import { sourceFile } from '../resolve/source.ts'
import type { Service } from '../service.ts'
import { admit, wrongType } from '../shape/admit.ts'
import { isRecord } from '../shape/rule.ts'
import { type Keys, labelOf } from './keys.ts'
import { naming } from './naming.ts'
import { plainCopy, type Unplain } from './plain.ts'
import { providerOf, readNeeds } from './read-needs.ts'
import { ofNeed, ofPolicy, ofService, type Positions } from './references.ts'
import type { Stated } from './stated.ts'

/** What an estate says. */
export interface Said {
  readonly stated: Stated
  /** What was left out of it, and why. */
  readonly findings: readonly Finding[]
}

/**
 * What an estate says, as plain data. Its `needs` are called here, once; whoever has `stated` needs no object of an author
 * any more.
 */
export function state(live: Estate): Said {
  const { estate, refused, findings } = admit(live)
  const teller = tellerOf(estate, refused, findings)
  const entries = Object.entries(estate).flatMap(([key, value]): (readonly [string, unknown])[] => {
    const said = sayMember(teller, key, value)
    return said === undefined ? [] : [[key === 'declaredIn' ? 'file' : key, said]]
  })
  for (const fill of teller.later) fill()
  // Each member has been looked at by `admit`.
  return { stated: Object.fromEntries(entries) as unknown as Stated, findings: teller.findings }
}

/** What the steps share. */
interface Teller {
  readonly estate: Estate
  readonly findings: Finding[]
  /** Things of authors that are not stated; a finding tells of each. */
  readonly left: Set<unknown>
  /** What is to be done when all of `left` is known. */
  readonly later: (() => void)[]
  /** A plain copy, and whether it is whole. */
  readonly say: (value: unknown, keys: Keys, where: Where, positions?: Positions) => Copy
  readonly fileOf: (declaredIn: string) => string
}

interface Copy {
  readonly copy: unknown
  readonly whole: boolean
}

function tellerOf(estate: Estate, refused: ReadonlySet<unknown>, admitted: readonly Finding[]): Teller {
  const findings = [...admitted]
  const refer = naming(estate)
  return {
    estate,
    findings,
    left: new Set(refused),
    later: [],
    say: (value, keys, where, positions) => {
      const unplain: Unplain[] = []
      const copy = plainCopy(value, keys, positions, { refer, unplain: found => unplain.push(found) })
      const told = unplain.map(({ keys: at, ...wrong }) => {
        return wrongType(where, { path: labelOf(at.slice(keys.length)), ...wrong })
      })
      findings.push(...told.filter(one => !admitted.some(other => isWithin(one.where, other.where))))
      return { copy, whole: unplain.length === 0 }
    },
    fileOf: declaredIn => sourceFile(estate.declaredIn, declaredIn),
  }
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
      return teller.say(value, [key], inEstate).copy
    case 'tailnet':
      return sayDeclared(teller, key, value as NonNullable<Estate['tailnet']>, ofPolicy)
    case 'tailnetStack':
    case 'dns':
      return sayDeclared(teller, key, value as NonNullable<Estate['dns']>)
    default:
      // The estate's kind; and what has no meaning, which is a finding.
      return undefined
  }
}

function sayList({ estate, left, say, fileOf }: Teller, key: string, entries: readonly unknown[]): unknown[] {
  const kept: unknown[] = []
  for (const [index, entry] of entries.entries()) {
    const name = isRecord(entry) ? entry['name'] : undefined
    const subject = typeof name === 'string' ? name : `${key}[${index}]`
    const { copy, whole } = say(entry, [key, kept.length], { subject, file: fileOf(estate.declaredIn) })
    // A place stays: what runs there must not seem lost.
    if (whole || key === 'hosts' || key === 'clusters') kept.push(copy)
    else left.add(entry)
  }
  return kept
}

function sayDeclared(
  { say, fileOf }: Teller,
  key: string,
  { declaredIn, ...props }: { readonly declaredIn: string },
  positions?: Positions,
): unknown {
  const file = fileOf(declaredIn)
  const { copy, whole } = say(props, [key], { subject: 'estate', path: key, file }, positions)
  return whole && isRecord(copy) ? { file, ...copy } : undefined
}

function sayServices(teller: Teller): unknown[] {
  const kept: unknown[] = []
  for (const service of teller.estate.services) {
    const said = sayService(teller, service, ['services', kept.length])
    if (said === undefined) teller.left.add(service)
    else kept.push(said)
  }
  return kept
}

function sayService(teller: Teller, service: Service, keys: Keys): object | undefined {
  const { say, fileOf, later } = teller
  const { name, declaredIn, ports, props } = service
  const where = { subject: name, file: fileOf(declaredIn) }
  const { needs, ...others } = props
  const { copy, whole } = say({ ...others, ports }, keys, where, ofService)
  if (!whole || !isRecord(copy)) return undefined
  const said: Record<string, unknown> = { name, file: where.file }
  // In the author's order, needs among the others.
  for (const key of Object.keys(props)) if (key === 'needs' || Object.hasOwn(copy, key)) said[key] = copy[key]
  if (needs !== undefined) later.push(() => Object.assign(said, { needs: sayNeeds(teller, service, where, keys) }))
  return said
}

function sayNeeds({ left, say, findings }: Teller, service: Service, where: Where, keys: Keys): unknown[] {
  const kept: unknown[] = []
  const needs = readNeeds(service, where, findings)
  // What needs something that was left out is no second finding.
  for (const need of needs.filter(each => !left.has(providerOf(each)))) {
    const path = `needs[${needs.indexOf(need)}]`
    const { copy, whole } = say(need, [...keys, 'needs', kept.length], { ...where, path }, ofNeed)
    if (whole) kept.push(copy)
  }
  return kept
}

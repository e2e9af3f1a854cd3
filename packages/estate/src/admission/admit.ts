import type { Domains } from '../domain.ts'
import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import type { SourceOf } from '../made.ts'
import { sourceFile } from '../resolve/source.ts'
import { keysOf } from '../state/labels.ts'
import { nearestIn } from '../state/places.ts'
import { declared, domains, itself, lists, optionalLists } from './guard.ts'
import { isRecord, type Rule, type Wrong } from './rule.ts'

/** An estate of which everything is there. */
export interface Admitted {
  readonly estate: Estate
  /** What was left out, with a finding that says why. */
  readonly refused: ReadonlySet<unknown>
  readonly findings: readonly Finding[]
}

/**
 * Leaves out what is not there, so that the rest can be looked at: an import that gave nothing must not hide all other
 * findings.
 */
export function admit(given: Estate, sourceOf: SourceOf): Admitted {
  const findings: Finding[] = []
  const refused = new Set<unknown>()
  const file = sourceFile(given.declaredIn, given.declaredIn)
  const tell = (where: Where, thing: unknown, wrong: readonly Wrong[]): void => {
    // Findings name a property of a service without the `props` that its author never writes.
    const props = isRecord(thing) && 'props' in thing ? thing['props'] : thing
    findings.push(
      ...wrong.map(each => {
        const finding = wrongType(where, each)
        return {
          ...finding,
          where: { ...finding.where, ...nearestIn([given, thing, props], keysOf(props, each.path), sourceOf) },
        }
      }),
    )
  }
  const keep = (key: string, list: unknown, rule: Rule): readonly unknown[] => {
    if (!Array.isArray(list)) {
      findings.push(wrongType({ subject: 'estate', path: key, file }, { path: '', got: list, expected: 'a list' }))
      return []
    }
    return Array.from<unknown>(list).flatMap((entry, index) => {
      const wrong = rule(entry, '')
      tell(whereIs(given, entry, `${key}[${index}]`), entry, wrong)
      if (wrong.length === 0) return [entry]
      // A place that has a name at all stays: what runs there must not seem lost.
      if ((key === 'hosts' || key === 'clusters') && isRecord(entry) && typeof entry['name'] === 'string')
        return [entry]
      refused.add(entry)
      return []
    })
  }
  tell({ subject: 'estate', file }, given, itself(given, ''))
  const ofDomains = domains(given.domains, '')
  tell({ subject: 'estate', path: 'domains', file }, given.domains, ofDomains)
  const all = Object.entries(lists).map(([key, rule]) => [key, keep(key, given[key as keyof Estate], rule)] as const)
  const present = Object.entries(optionalLists).filter(([key]) => key in given)
  const some = present.map(([key, rule]) => [key, keep(key, given[key as keyof Estate], rule)] as const)
  const unusable = Object.entries(declared).flatMap(([key, rule]) => {
    const value = given[key as keyof Estate]
    if (!(key in given)) return []
    const where = { ...whereIs(given, value, key), subject: 'estate', path: key }
    const wrong = rule(value, '')
    tell(where, value, wrong)
    return wrong.length === 0 ? [] : [key]
  })
  const estate: Estate = {
    ...(without(given, unusable) as Estate),
    name: String(given.name),
    title: String(given.title),
    domains: withoutWrong(given.domains, ofDomains),
    ...Object.fromEntries([...all, ...some]),
  }
  return { estate, refused, findings }
}

/** A finding about a value that is not what its type says. */
export function wrongType({ path: base, ...where }: Where, { path, got, expected }: Wrong): Finding {
  const whole = [base, path].filter(part => part !== undefined && part !== '').join('.')
  return {
    code: 'wrong-type',
    where: { ...where, ...(whole !== '' && { path: whole }) },
    problem: 'this is not what its type says',
    got: shown(got),
    expected,
    fix: 'correct it',
  }
}

function whereIs(estate: Estate, entry: unknown, place: string): Where {
  const { name, declaredIn } = isRecord(entry) ? entry : {}
  const subject = typeof name === 'string' && name.trim() !== '' ? name : place
  return {
    subject,
    file: sourceFile(estate.declaredIn, typeof declaredIn === 'string' ? declaredIn : estate.declaredIn),
  }
}

function withoutWrong(given: Domains, wrong: readonly Wrong[]): Domains {
  if (!isRecord(given)) return {}
  const kinds = new Set(wrong.map(({ path }) => path.split('.')[0]))
  return Object.fromEntries(Object.entries(given).filter(([kind]) => !kinds.has(kind)))
}

function without(record: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}

/** Enough of a value to know it by. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) {
    const { constructor: by }: { readonly constructor?: unknown } = Object.getPrototypeOf(value) ?? {}
    if (typeof by === 'function' && by !== Object && by !== Array) return `a ${by.name}`
    return Array.isArray(value) ? 'a list' : 'an object'
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

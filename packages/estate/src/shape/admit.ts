import type { Domains } from '../domain.ts'
import type { Estate } from '../estate.ts'
import type { Finding, Where } from '../findings.ts'
import { sourceFile } from '../resolve/source.ts'
import { isRecord, type Rule, type Wrong } from './rule.ts'
import { declared, domains, itself, lists, optionalLists } from './vocabulary.ts'

/** An estate of which everything is what its type says. */
export interface Admitted {
  readonly estate: Estate
  /** What was left out, with a finding that says why. */
  readonly refused: ReadonlySet<unknown>
  readonly findings: readonly Finding[]
}

/** Lists of places, with what a place may lack and the checks look into. */
const places: ReadonlyMap<string, string> = new Map([
  ['hosts', 'listens'],
  ['clusters', 'tailnet'],
])

/**
 * Leaves out whatever is not what its type says, so that the rest can be looked at: types are stripped at run time, and
 * an import that gave nothing must not hide all other findings.
 */
export function admit(given: Estate): Admitted {
  const findings: Finding[] = []
  const refused = new Set<unknown>()
  const file = sourceFile(given.declaredIn, given.declaredIn)
  const keep = (key: string, list: unknown, rule: Rule): readonly unknown[] => {
    if (!Array.isArray(list)) {
      findings.push(wrongType({ subject: 'estate', path: key, file }, { path: '', got: list, expected: 'a list' }))
      return []
    }
    const may = places.get(key)
    return Array.from<unknown>(list).flatMap((entry, index) => {
      const wrong = rule(entry, '')
      findings.push(...wrong.map(each => wrongType(whereIs(given, entry, `${key}[${index}]`), each)))
      if (wrong.length === 0) return [entry]
      // A place that has a name at all stays: what runs there must not seem lost.
      if (may !== undefined && isRecord(entry) && typeof entry['name'] === 'string')
        return [wrong.some(({ path }) => path.split('.')[0] === may) ? without(entry, [may]) : entry]
      refused.add(entry)
      return []
    })
  }
  findings.push(...itself(given, '').map(each => wrongType({ subject: 'estate', file }, each)))
  const ofDomains = domains(given.domains, '')
  findings.push(...ofDomains.map(each => wrongType({ subject: 'estate', path: 'domains', file }, each)))
  const all = Object.entries(lists).map(([key, rule]) => [key, keep(key, given[key as keyof Estate], rule)] as const)
  const present = Object.entries(optionalLists).filter(([key]) => key in given)
  const some = present.map(([key, rule]) => [key, keep(key, given[key as keyof Estate], rule)] as const)
  const unusable = Object.entries(declared).flatMap(([key, rule]) => {
    const value = given[key as keyof Estate]
    if (!(key in given)) return []
    const where = { ...whereIs(given, value, key), subject: 'estate', path: key }
    const wrong = rule(value, '')
    findings.push(...wrong.map(each => wrongType(where, each)))
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
    where: { ...where, ...(whole === '' ? {} : { path: whole }) },
    problem: 'this is not what its type says',
    got: shown(got),
    expected,
    mend: 'correct it; `mise run test` shows what its type is',
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

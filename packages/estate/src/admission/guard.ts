import type { Need } from '../needs.ts'
import { fields, is, isRecord, listOf, type Rule, record, recordOf, text, words } from './rule.ts'

/**
 * What the compiler can't see, or is not asked: an import that gave nothing, since two files import each other; an estate
 * whose types nobody checks. Only what everything else stands on: entries are there, and have names and places.
 */

function named(kind: string): Rule {
  return thing(kind, fields({ name: words }))
}

/** What a missing import leaves is `undefined`: that is said in words of its own. */
function thing(kind: string, rule: Rule): Rule {
  const there = is(`a ${kind} that is imported and exported`, value => isRecord(value) && value['kind'] === kind)
  return (value, path) => {
    const missing = there(value, path)
    return missing.length > 0 ? missing : rule(value, path)
  }
}

const workload = fields({ kind: words, at: fields({ kind: text, name: text }) })
const props = fields({ ports: recordOf(record), workload })

/** The lists of an estate, with the rule for what stands in each. */
export const lists = {
  hosts: named('host'),
  clusters: named('cluster'),
  vaults: named('vault'),
  people: named('person'),
  shares: named('share'),
  // Findings name a property of a service without the `props` that its author never writes.
  services: thing('service', (given, path) => [
    ...fields({ name: words, declaredIn: text })(given, path),
    ...props(isRecord(given) ? given['props'] : given, ''),
  ]),
} as const satisfies Readonly<Record<string, Rule>>

/** Lists that an estate may leave out. */
export const optionalLists = {
  accepts: fields({ code: text, subject: text }),
  differences: record,
  parts: fields({ contract: text, kinds: listOf(text) }),
} as const

/** Further things that an estate may leave out; each says where it is declared. */
export const declared = {
  tailnet: fields({ declaredIn: text, grants: listOf(record) }),
  tailnetStack: fields({ declaredIn: text }),
  dns: fields({ declaredIn: text, provider: record }),
} as const

export const domains = recordOf(fields({ suffix: text }))

/** Of the estate itself; its members have rules of their own. */
export const itself = fields({ name: words, title: text })

const reference = thing('service', fields({ name: text }))

const way = is(
  "a kind of ways in, `{ domain: 'NAME' }`, or `{ localPort: NUMBER }`",
  got =>
    typeof (isRecord(got) ? got['domain'] : got) === 'string' ||
    (isRecord(got) && typeof got['localPort'] === 'number'),
)

const needsByKind: ReadonlyMap<unknown, Rule> = new Map<Need['need'], Rule>([
  ['endpoint', fields({ of: reference, port: text })],
  ['login', fields({ of: reference, back: listOf(way), use: fields({ kind: text, path: text }) })],
  ['start', fields({ of: reference })],
  ['database', fields({ server: reference, name: text })],
  ['role', fields({ server: reference, name: text })],
])

export const need: Rule = (got, path) => {
  const rule = needsByKind.get(isRecord(got) ? got['need'] : undefined)
  return rule === undefined ? [{ path, got, expected: 'an endpoint, database, role, login or after' }] : rule(got, path)
}

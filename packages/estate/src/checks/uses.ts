import type { Finding } from '../findings.ts'
import type { Flow, Resolved, ResolvedDatabase, ResolvedLogin } from '../resolved.ts'

/** What the rendering of an estate says of its uses. */
export interface Taken {
  /** Whose `use` a projection read. */
  readonly takes: Iterable<Flow | ResolvedDatabase | ResolvedLogin>
  /** The services that projections rendered, by name. */
  readonly claims: Iterable<string>
  /** What was found besides. */
  readonly findings: readonly Finding[]
}

/**
 * Uses that no renderer read: the variable, data source or mirror that they ask for would be missing without a word. Of
 * services that were left out for a reason of their own that reason is the finding.
 */
export function unusedUses(
  { services, flows, databases, logins }: Pick<Resolved, 'services' | 'flows' | 'databases' | 'logins'>,
  { takes, claims, findings }: Taken,
): Finding[] {
  const taken = new Set(takes)
  const rendered = new Set(claims)
  const leftOut = new Set(findings.filter(({ code }) => leavesOut.has(code)).map(({ where }) => where.subject))
  const records = [
    ...flows.map(flow => ({ record: flow, owner: flow.from, of: flow.to })),
    ...databases.map(database => ({ record: database, owner: database.service, of: database.name })),
    ...logins
      .filter(({ use }) => use.byHand !== true)
      .map(login => ({ record: login, owner: login.service, of: login.provider })),
  ]
  return records.flatMap(({ record, owner, of }): Finding[] => {
    const service = services.find(({ name }) => name === owner)
    if (record.use === undefined || taken.has(record) || service === undefined || leftOut.has(owner)) return []
    if (!service.external && !rendered.has(owner)) return []
    const { kind, at } = service
    return [
      {
        code: 'unused-use',
        where: { subject: owner, path: `needs.${of}.use`, file: service.file },
        problem: 'nothing does what this need is for',
        got: `${record.use.kind} of a workload of kind ${kind} on the ${at.kind} ${at.name}`,
        fix: 'use a workload or file that reads it, or leave the use out and write down where it takes its settings',
      },
    ]
  })
}

const leavesOut: ReadonlySet<string> = new Set(['wrong-type', 'unfilled-slot'])

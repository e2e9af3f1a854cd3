import {
  type Finding,
  known,
  lookup,
  partsOf,
  type Resolved,
  type ResolvedService,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
} from '@homelab/estate/model'
import { dataSourceParts, isDataSource } from './data-source.ts'

/** Data sources of a database, or as a login, that the server does not have: each panel says so, and nothing else does. */
export function unknownDatabases(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  const find = lookup(resolved)
  return find.flowsFrom(subject).flatMap(({ to, use }): Finding[] => {
    if (!isDataSource(use) || use.database === undefined || find.service(to)?.runs.databaseServer === undefined)
      return []
    const { name, user } = use.database
    const databases = resolved.databases.filter(({ server }) => server === to)
    const roles = resolved.roles.filter(({ server }) => server === to)
    const logins = [...databases.map(({ owner }) => owner), ...roles.map(each => each.name)]
    const names = databases.map(each => each.name)
    const wrong = (problem: string, got: string, expected: readonly string[]): Finding => ({
      code: 'unknown-database',
      where: { subject, path: `needs.${to}.use`, file },
      problem,
      got,
      ...(expected.length > 0 && { expected: [...new Set(expected)].join(' or ') }),
      fix: 'correct the name, or let the service that owns it need it',
    })
    return [
      ...(names.includes(name) ? [] : [wrong('the server has no such database', name, names)]),
      ...(logins.includes(user) ? [] : [wrong('the server has no such login', user, logins)]),
    ]
  })
}

/** More connections are kept open than may be: Go's pool closes what is above, and nobody has what was meant. https://pkg.go.dev/database/sql#DB.SetMaxIdleConns */
export function idleConnections(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  return lookup(resolved)
    .flowsFrom(subject)
    .flatMap(({ to, use }): Finding[] => {
      if (!isDataSource(use)) return []
      const { maxIdleConns: idle, maxOpenConns: open } = use.jsonData ?? {}
      // Without a number, or with 0, as many are open as are wanted.
      if (typeof idle !== 'number' || typeof open !== 'number' || open === 0 || idle <= open) return []
      return [
        {
          code: 'invalid-quantity',
          where: { subject, path: `needs.${to}.use.jsonData.maxIdleConns`, file },
          problem: 'it keeps more connections than it may have',
          got: String(idle),
          expected: `at most ${open}`,
          fix: 'keep fewer, or allow more',
        },
      ]
    })
}

/** Secret settings that are taken of a variable which nothing sets: Grafana sends an empty one, and each panel says so. */
export function unsetVariables(resolved: ResolvedWithWorkloads, service: ServiceWithWorkload): Finding[] {
  const { name: subject, file } = service
  return lookup(resolved)
    .flowsFrom(subject)
    .flatMap(({ to, use }) =>
      isDataSource(use) ? Object.entries(use.secureJsonData ?? {}).map(of => ({ to, of })) : [],
    )
    .filter(({ of: [, variable] }) => !isSet(resolved, service, variable))
    .map(({ to, of: [key, variable] }) => ({
      code: 'unprovided-reference',
      where: { subject, path: `needs.${to}.use.secureJsonData.${key}`, file },
      problem: 'nothing sets the variable of which the data source takes it',
      got: variable,
      expected: 'a variable of its container, or a key of a Secret that it reads whole (`envFrom`)',
      fix: 'correct one of the two names',
    }))
}

/** By its workload, which names it as a variable or as a key of a Secret, or by a Secret of another service. */
function isSet({ services }: Resolved, { workload, runs }: ServiceWithWorkload, variable: string): boolean {
  if (JSON.stringify(workload).includes(JSON.stringify(variable))) return true
  const whole = known(runs.reads).filter(({ key }) => key === undefined)
  const made = services.flatMap(each => known(each.runs.delivered)).flatMap(each => (each.to === 'host' ? [] : [each]))
  return whole.some(({ name, namespace }) => {
    const secret = made.find(each => each.namespace === namespace && each.name === name)
    // What nobody states, or its maker alone knows, may have it.
    if (secret === undefined || secret.keys === 'unknown') return true
    return secret.to === 'secret' ? Object.hasOwn(secret.keys, variable) : secret.keys.includes(variable)
  })
}

/** Data sources of a type without a part: nobody knows in which shape Grafana wants their address. */
export function unknownDataSources(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  const parts = partsOf(resolved)
  return lookup(resolved)
    .flowsFrom(subject)
    .flatMap(({ to, use }) =>
      isDataSource(use) && dataSourceParts.of(parts, use.type) === undefined ? [{ to, type: use.type }] : [],
    )
    .map(({ to, type }) => ({
      code: 'unknown-data-source',
      where: { subject, path: `needs.${to}.use`, file },
      problem: 'the estate registers no data sources of its type',
      got: type,
      fix: 'register its part in the estate’s `parts`',
    }))
}

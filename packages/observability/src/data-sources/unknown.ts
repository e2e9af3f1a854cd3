import { type Finding, known, lookup, partsOf, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { isSlipOf } from '@homelab/estate/nearest'
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

/** Passwords of data sources in a variable that Grafana does not get: of its Secrets a key is called almost so. */
export function unsetPasswords(resolved: Resolved, { name: subject, file, runs }: ResolvedService): Finding[] {
  const whole = new Set(known(runs.reads).flatMap(({ name, key }) => (key === undefined ? [name] : [])))
  const has = known(runs.delivered).flatMap(each =>
    each.to === 'secret' && whole.has(each.name) ? Object.keys(each.keys) : [],
  )
  return lookup(resolved)
    .flowsFrom(subject)
    .flatMap(({ to, use }): Finding[] => {
      if (!isDataSource(use)) return []
      return Object.entries(use.secureJsonData ?? {}).flatMap(([key, got]) => {
        const expected = has.includes(got) ? undefined : has.find(each => isSlipOf(got, each))
        if (expected === undefined) return []
        const where = { subject, path: `needs.${to}.use.secureJsonData.${key}`, file }
        const problem = 'no Secret that its container reads has a key of this name'
        return [{ code: 'unreadable-secret', where, problem, got, expected, fix: 'correct one of the two' }]
      })
    })
}

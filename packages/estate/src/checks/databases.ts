import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** What PostgreSQL brings: https://www.postgresql.org/docs/18/predefined-roles.html */
const predefined: ReadonlySet<string> = new Set(
  [
    ...['checkpoint', 'create_subscription', 'database_owner', 'execute_server_program', 'maintain', 'monitor'],
    ...['read_all_data', 'read_all_settings', 'read_all_stats', 'read_server_files', 'signal_autovacuum_worker'],
    ...['signal_backend', 'stat_scan_tables', 'use_reserved_connections', 'write_all_data', 'write_server_files'],
  ].map(name => `pg_${name}`),
)

/** A server bootstraps one database, and each database and role has one owner. */
export function checkDatabases({ databases, roles, services }: Resolved): Finding[] {
  const fileOf = (service: string): { readonly file: string } | object => {
    const file = services.find(({ name }) => name === service)?.file
    return file === undefined ? {} : { file }
  }
  const logins = (server: string): readonly string[] => [
    ...roles.filter(each => each.server === server).map(({ name }) => name),
    ...databases.filter(each => each.server === server).map(({ owner }) => owner),
  ]
  const bootstrapped = databases.filter(({ bootstrap }) => bootstrap !== undefined)
  return [
    ...roles.flatMap(({ name, server, service, memberOf = [] }) =>
      memberOf
        .filter(group => !predefined.has(group) && !logins(server).includes(group))
        .map(
          (group): Finding => ({
            code: 'unknown-word',
            where: { subject: service, path: `needs.${name}.memberOf`, ...fileOf(service) },
            problem: 'the server has no such role to be a member of',
            got: JSON.stringify(group),
            expected: [...new Set(logins(server)), ...predefined].join(', '),
            fix: 'correct it, or declare the role',
          }),
        ),
    ),
    ...repeated(bootstrapped, ({ server }) => server).map(
      ([server, [first, second]]): Finding => ({
        code: 'unknown-database',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `the bootstrap of ${server} already makes ${first.name}`,
        got: second.name,
        fix: 'give its owner as `role` instead of `bootstrap`',
      }),
    ),
    ...repeated(databases, ({ server, name }) => `${server}/${name}`).map(
      ([shared, [first, second]]): Finding => ({
        code: 'duplicate-object',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `${first.service} has the same database`,
        got: shared,
        fix: 'rename one, or let one service own it',
      }),
    ),
    ...repeated(roles, ({ server, name }) => `${server}/${name}`).map(
      ([shared, [first, second]]): Finding => ({
        code: 'duplicate-object',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `${first.service} has the same role`,
        got: shared,
        fix: 'rename one, or let one service declare it',
      }),
    ),
  ]
}

import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** A server bootstraps one database, and each database and role has one owner. */
export function checkDatabases({ databases, roles, services }: Resolved): Finding[] {
  const fileOf = (service: string): { readonly file: string } | object => {
    const file = services.find(({ name }) => name === service)?.file
    return file === undefined ? {} : { file }
  }
  const bootstrapped = databases.filter(({ bootstrap }) => bootstrap !== undefined)
  return [
    ...repeated(bootstrapped, ({ server }) => server).map(
      ([server, [first, second]]): Finding => ({
        code: 'unknown-database',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `the bootstrap of ${server} already makes ${first.name}`,
        got: second.name,
        mend: 'give its owner as `role` instead of `bootstrap`',
      }),
    ),
    ...repeated(databases, ({ server, name }) => `${server}/${name}`).map(
      ([shared, [first, second]]): Finding => ({
        code: 'duplicate-object',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `${first.service} has the same database`,
        got: shared,
        mend: 'rename one, or let one service own it',
      }),
    ),
    ...repeated(roles, ({ server, name }) => `${server}/${name}`).map(
      ([shared, [first, second]]): Finding => ({
        code: 'duplicate-object',
        where: { subject: second.service, path: 'needs', ...fileOf(second.service) },
        problem: `${first.service} has the same role`,
        got: shared,
        mend: 'rename one, or let one service declare it',
      }),
    ),
  ]
}

import { isDnsLabel, isDnsName } from '../dns.ts'
import type { Finding, FindingCode, Where } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

/** A name, and where it was given. */
interface Named {
  readonly name: string
  readonly where: Where & { readonly file: string }
}

export function checkNames(resolved: Resolved): Finding[] {
  const { services, hosts, clusters, people, domains, routes, file } = resolved
  const listed = (key: string, list: readonly { readonly name: string; readonly file?: string }[]): readonly Named[] =>
    list.map(({ name, file: own = file }, index) => ({ name, where: { subject: name, at: [key, index], file: own } }))
  const named = listed('services', services)
  const places = [...listed('hosts', hosts), ...listed('clusters', clusters)]
  const somebody = listed('people', people)
  const names = [
    ...named,
    // A place whose name is blank is a finding already.
    ...places.filter(({ name }) => name.trim() !== ''),
    ...somebody,
    ...domains.map(({ name }) => ({ name, where: { subject: 'estate', path: `domains.${name}`, file } })),
    // A route is named after its service, unless it says otherwise; a bad name is one finding, where it is written.
    ...routes
      .filter(({ label, service }) => label !== service)
      .map(({ kind, label, service }) => ({
        name: label,
        where: { subject: service, path: `routes.${kind}`, file: fileOf(resolved, service) },
      })),
  ]
  return [
    ...repeatedNames('duplicate-service', named),
    ...repeatedNames('duplicate-host', [...places, ...somebody]),
    ...names
      .filter(({ name }) => !isDnsLabel(name))
      .map(
        ({ name, where }): Finding => ({
          code: 'invalid-name',
          where,
          problem: 'the name is no DNS label',
          got: JSON.stringify(name),
          expected: 'at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
          fix: 'rename it',
        }),
      ),
    ...domains
      .filter(({ suffix }) => !isDnsName(suffix))
      .map(
        ({ name, suffix }): Finding => ({
          code: 'invalid-name',
          where: { subject: 'estate', path: `domains.${name}`, file },
          problem: 'the suffix is no DNS name',
          got: JSON.stringify(suffix),
          expected: 'labels with dots between them, such as home.example.org',
          fix: 'correct it',
        }),
      ),
  ]
}

function repeatedNames(code: FindingCode, named: readonly Named[]): Finding[] {
  return repeated(named, ({ name }) => name).map(([, all]) => ({
    code,
    where: all[1].where,
    problem: `${all.length} of them have this name: ${all.map(({ where }) => where.file).join(', ')}`,
    fix: 'rename all but one',
  }))
}

function fileOf(resolved: Resolved, service: string): string {
  return resolved.services.find(({ name }) => name === service)?.file ?? resolved.file
}

import { isDnsLabel, isDnsName } from '../dns.ts'
import type { Finding, FindingCode } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import { repeated } from './repeated.ts'

export function checkNames(resolved: Resolved): Finding[] {
  const { services, hosts, clusters, people, domains, routes, file } = resolved
  const places = [...hosts, ...clusters].map(({ name }) => ({ name, file, path: undefined }))
  const names = [
    ...services.map(service => ({ name: service.name, file: service.file, path: undefined })),
    // A place whose name is blank is a finding already.
    ...places.filter(({ name }) => name.trim() !== ''),
    ...people.map(({ name }) => ({ name, file, path: undefined })),
    // A route is named after its service, unless it says otherwise; a bad name is one finding, where it is written.
    ...routes
      .filter(({ label, service }) => label !== service)
      .map(route => ({
        name: route.label,
        file: fileOf(resolved, route.service),
        path: `routes.${route.kind}`,
        subject: route.service,
      })),
  ]
  return [
    ...repeatedNames('duplicate-service', services),
    ...repeatedNames('duplicate-host', [...places, ...people.map(({ name }) => ({ name, file }))]),
    ...names
      .filter(({ name }) => !isDnsLabel(name))
      .map(
        (entry): Finding => ({
          code: 'invalid-name',
          where: {
            subject: 'subject' in entry ? entry.subject : entry.name,
            ...(entry.path === undefined ? {} : { path: entry.path }),
            file: entry.file,
          },
          problem: 'the name is no DNS label',
          got: JSON.stringify(entry.name),
          expected: 'at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
          mend: 'rename it',
        }),
      ),
    ...domains
      .filter(({ suffix }) => !isDnsName(suffix))
      .map(
        ({ kind, suffix }): Finding => ({
          code: 'invalid-name',
          where: { subject: 'estate', path: `domains.${kind}`, file },
          problem: 'the suffix is no DNS name',
          got: JSON.stringify(suffix),
          expected: 'labels with dots between them, such as home.example.org',
          mend: 'correct it',
        }),
      ),
  ]
}

function repeatedNames(
  code: FindingCode,
  named: readonly { readonly name: string; readonly file: string }[],
): Finding[] {
  return repeated(named, ({ name }) => name).map(([name, all]) => ({
    code,
    where: { subject: name, file: all[1].file },
    problem: `${all.length} of them have this name: ${all.map(({ file }) => file).join(', ')}`,
    mend: 'rename all but one',
  }))
}

function fileOf(resolved: Resolved, service: string): string {
  return resolved.services.find(({ name }) => name === service)?.file ?? resolved.file
}

/** Public names and their records must say the same. */
import { type Finding, isInZone, type Resolved } from '@homelab/estate/model'
import { publicRoutes, publicTarget } from './records.ts'

export function publicNameFindings(resolved: Resolved): readonly Finding[] {
  const { dns } = resolved
  if (dns === undefined) return []
  return [...routesWithoutRecord(resolved), ...needlessRecords(resolved)]
}

function routesWithoutRecord(resolved: Resolved): readonly Finding[] {
  const { dns, services, file } = resolved
  if (dns === undefined) return []
  const target = publicTarget(resolved, dns)
  return publicRoutes(resolved)
    .filter(route => target === undefined || !isInZone(route.hostname, dns))
    .map(route => ({
      code: 'public-route-mismatch',
      where: {
        subject: route.service,
        path: 'routes.public',
        file: services.find(({ name }) => name === route.service)?.file ?? file,
      },
      problem: 'no record leads from the public name to the proxy',
      got: route.hostname,
      expected: target === undefined ? 'a public target of the zone' : `a name in ${dns.zone}`,
      fix: 'give the public domain a name in the zone, or remove the route',
    }))
}

/** What leads to the public proxy follows from routes; a stated record that does is one too many. */
function needlessRecords(resolved: Resolved): readonly Finding[] {
  const { dns } = resolved
  const target = dns && publicTarget(resolved, dns)
  if (dns === undefined || target === undefined) return []
  const { zone, records = [], file } = dns
  const served = new Set(publicRoutes(resolved).map(({ hostname }) => hostname))
  return records
    .filter(({ type, values }) => type === 'CNAME' && values.some(value => value.replace(/\.$/, '') === target))
    .map(({ name, resource }) => ({ hostname: name === '@' ? zone : `${name}.${zone}`, resource }))
    .map(({ hostname, resource }): Finding => {
      const where = { subject: 'dns', path: resource, file }
      return served.has(hostname)
        ? {
            code: 'duplicate-hostname',
            where,
            problem: 'the record of this name follows from the public route already',
            got: hostname,
            fix: 'remove the stated record',
          }
        : {
            code: 'public-route-mismatch',
            where,
            problem: 'the record leads to the public proxy, which serves no such name',
            got: hostname,
            fix: 'give a service this public route, or remove the record',
          }
    })
}

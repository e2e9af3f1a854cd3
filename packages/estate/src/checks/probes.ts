import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

export function checkProbes({ services }: Resolved): Finding[] {
  return services.flatMap(service =>
    Object.entries(service.probes ?? {}).flatMap(([name, probe]): Finding[] => {
      const where = { subject: service.name, path: `probes.${name}`, file: service.file }
      const known = Object.hasOwn(service.ports, probe.port)
      const unknown: Finding = {
        code: 'unknown-port',
        where,
        problem: 'the probe asks a port that the service does not have',
        got: probe.port,
        expected: Object.keys(service.ports).join(' or ') || 'a declared port',
        mend: 'name one of the ports of the service',
      }
      const relative: Finding = {
        code: 'invalid-path',
        where,
        problem: 'the path of a probe begins with a slash',
        got: JSON.stringify(probe.path),
        mend: 'write the path from the root of the server',
      }
      return [...(known ? [] : [unknown]), ...(probe.path.startsWith('/') ? [] : [relative])]
    }),
  )
}

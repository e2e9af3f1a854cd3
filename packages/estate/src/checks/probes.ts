import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'
import type { Probe } from '../service.ts'

/** The smallest number of each kind: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
const smallest = { delaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 } as const

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
      const times = Object.entries(smallest).flatMap(([key, least]): Finding[] => {
        const number = (probe as Probe)[key as keyof typeof smallest]
        if (number === undefined || (Number.isInteger(number) && number >= least)) return []
        return [
          {
            code: 'invalid-quantity',
            where: { ...where, path: `${where.path}.${key}` },
            problem: 'nothing probes in such times',
            got: String(number),
            expected: `a whole number from ${least} on`,
            mend: 'correct the number',
          },
        ]
      })
      return [...(known ? [] : [unknown]), ...(isAbsolute(probe.path) ? [] : [relative]), ...times]
    }),
  )
}

/** Where nobody checks types it may be no text at all. */
function isAbsolute(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith('/')
}

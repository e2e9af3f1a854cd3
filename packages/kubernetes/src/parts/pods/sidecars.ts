import { checkProbe, type Finding, type ResolvedService } from '@homelab/estate/model'
import type { PodWorkload } from './workload.ts'

/** The ports of a service on which its main container answers: all that no other does. */
export function mainPorts({ ports }: ResolvedService, { sidecars = [] }: PodWorkload): readonly string[] {
  const others = new Set(sidecars.flatMap(({ answers = [] }) => answers))
  return Object.keys(ports).filter(name => !others.has(name))
}

/** Ports and probes of sidecars: their names are those of the service, which their types do not know. */
export function checkSidecars(service: ResolvedService, { sidecars = [] }: PodWorkload): Finding[] {
  const { name: subject, file, ports } = service
  const answered = sidecars.flatMap(({ name, answers = [] }) => answers.map(port => ({ name, port })))
  return [
    ...answered.flatMap(({ name, port }, index): Finding[] => {
      const where = { subject, path: `${name}.answers`, file }
      if (!Object.hasOwn(ports, port))
        return [
          {
            code: 'unknown-port',
            where,
            problem: 'the sidecar answers on a port that its service does not have',
            got: port,
            expected: Object.keys(ports).join(' or ') || 'a declared port',
            fix: 'declare the port in `ports` of the service, or correct its name',
          },
        ]
      const first = answered.findIndex(other => other.port === port)
      if (first === index) return []
      const problem = `${answered[first]?.name} answers on ${port} already`
      return [{ code: 'duplicate-setting', where, problem, fix: 'let one container answer on it' }]
    }),
    ...sidecars.flatMap(({ name, probes = {} }) =>
      Object.entries({ ...probes }).flatMap(([which, probe]) => checkProbe(service, `${name}.probes.${which}`, probe)),
    ),
  ]
}

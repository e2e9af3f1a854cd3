import { checkProbe, type Finding, type ResolvedService } from '@homelab/estate/model'
import type { OwnPods } from './own.ts'
import type { PodWorkload } from './workload.ts'

/** The ports on which the first container of pods answers: all of theirs that no other does. */
export function mainPorts({ answers, workload: { sidecars = [] } }: OwnPods): readonly string[] {
  const others = new Set(sidecars.flatMap(sidecar => sidecar.answers ?? []))
  return answers.filter(name => !others.has(name))
}

/** Ports and probes of sidecars and of pods beside: their names are those of the service, which their types do not know. */
export function checkSidecars(service: ResolvedService, { sidecars: own = [], beside = [] }: PodWorkload): Finding[] {
  const { name: subject, file, ports } = service
  const sidecars = [...own, ...beside.flatMap(each => each.sidecars ?? [])]
  const answered = [...sidecars, ...beside].flatMap(({ name, answers = [] }) => answers.map(port => ({ name, port })))
  return [
    ...answered.flatMap(({ name, port }, index): Finding[] => {
      const where = { subject, path: `${name}.answers`, file }
      if (!Object.hasOwn(ports, port))
        return [
          {
            code: 'unknown-port',
            where,
            problem: 'it answers on a port that its service does not have',
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
    ...[...sidecars, ...beside].flatMap(({ name, probes = {} }) =>
      Object.entries({ ...probes }).flatMap(([which, probe]) => checkProbe(service, `${name}.probes.${which}`, probe)),
    ),
  ]
}

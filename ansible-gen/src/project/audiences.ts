import type { Finding } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/** From where ports are reached is asked by what keeps everybody else out. */
export function checkAudiences({ service, workload, host }: HostService, services: readonly HostService[]): Finding[] {
  const said = Object.entries(workload.reachedFrom ?? {})
  const shut = services.some(each => each.host.name === host.name && each.programs.some(({ owns }) => owns.shuts))
  const at = (port: string): Finding['where'] => ({
    ...{ subject: service.name, path: `workload.reachedFrom.${port}`, file: service.file },
  })
  return said.flatMap(([port, from]): readonly Finding[] => {
    if (!Object.hasOwn(service.ports, port))
      return [
        {
          ...{ code: 'unknown-port', where: at(port), got: port },
          problem: 'the service has no port of this name',
          expected: Object.keys(service.ports).join(', ') || 'none',
          fix: 'correct the name',
        },
      ]
    if (from === 'tailnet' && host.tailnet === undefined)
      return [
        {
          ...{ code: 'unprovided-reference', where: at(port), got: from },
          problem: `${host.name} is in no tailnet`,
          fix: 'leave it out, or say how the host stands in the tailnet',
        },
      ]
    return shut
      ? []
      : [
          {
            ...{ code: 'unread-option', where: at(port), got: from },
            problem: `nothing on ${host.name} keeps anybody out`,
            fix: 'give the host a `firewall`, or leave it out',
          },
        ]
  })
}

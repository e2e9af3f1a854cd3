import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

export function checkPlaces({ services, hosts, clusters, file }: Resolved): Finding[] {
  const known = new Set([...hosts, ...clusters].map(place => `${place.kind} ${place.name}`))
  const lost = services
    .filter(({ at }) => !known.has(`${at.kind} ${at.name}`))
    .map(
      (service): Finding => ({
        code: 'unknown-place',
        where: { subject: service.name, path: 'workload.at', file: service.file },
        problem: `it runs on a ${service.at.kind} that the estate does not list`,
        got: service.at.name,
        expected: [...known].join(', ') || 'a listed place',
        mend: 'list the place in the estate, or move the service',
      }),
    )
  const adrift = clusters
    .filter(({ on }) => !known.has(`host ${on}`))
    .map(
      ({ name, on }): Finding => ({
        code: 'unknown-place',
        where: { subject: name, path: 'on', file },
        problem: 'the cluster runs on a host that the estate does not list',
        got: on,
        mend: 'list the host in the estate',
      }),
    )
  return [...lost, ...adrift]
}

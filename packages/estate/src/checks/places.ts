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
        fix: 'list the place in the estate, or move the service',
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
        fix: 'list the host in the estate',
      }),
    )
  const shared = clusters.flatMap(({ name, claimFolders = {} }) =>
    Object.entries(claimFolders)
      .filter(([, path]) => !/^\/(?=.*\{namespace\})(?=.*\{claim\})/.test(path))
      .map(
        ([of, path]): Finding => ({
          code: 'invalid-path',
          where: { subject: name, path: `claimFolders.${of}`, file },
          problem: 'two claims would have one folder, or none of a host',
          got: JSON.stringify(path),
          expected: 'an absolute path with {namespace} and {claim}',
          fix: 'write where the class puts a claim',
        }),
      ),
  )
  const unversioned = clusters
    .filter(({ version }) => !/^v?\d+\.\d+(?:\.\d+)?(?:[-+][\w.+-]+)?$/.test(version))
    .map(
      ({ name, version }): Finding => ({
        code: 'invalid-version',
        where: { subject: name, path: 'version', file },
        problem: 'Kubernetes has no such versions',
        got: JSON.stringify(version),
        expected: 'one such as v1.34.0',
        fix: 'correct it',
      }),
    )
  return [...lost, ...adrift, ...shared, ...unversioned]
}

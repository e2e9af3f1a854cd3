import { type Finding, isDnsLabel, isDnsName } from '@homelab/estate/model'
import type { Member } from '../delivery/group.ts'
import type { OwnedObject } from './manifest.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
interface Rule {
  readonly fits: (name: string) => boolean
  readonly expected: string
}

const subdomain: Rule = { fits: isDnsName, expected: 'labels of a-z, 0-9 and - with dots between them' }
/** RFC 1035: the name becomes a host name, which begins with a letter. */
const host: Rule = {
  fits: name => isDnsLabel(name) && /^[a-z]/.test(name),
  expected: 'at most 63 of a-z, 0-9 and -, a letter first',
}
/** Roles and bindings may have any name that can stand in a path. */
const segment: Rule = { fits: name => /^(?!\.{1,2}$)[^/%]+$/.test(name), expected: 'no / and no %' }

const rules: Readonly<Record<string, Rule>> = {
  Service: host,
  Namespace: { fits: isDnsLabel, expected: 'at most 63 of a-z, 0-9 and -' },
  // Kubernetes appends the time of a run.
  CronJob: { fits: name => isDnsName(name) && name.length <= 52, expected: 'at most 52 of a-z, 0-9, - and dots' },
  ClusterRole: segment,
  ClusterRoleBinding: segment,
  Role: segment,
  RoleBinding: segment,
}

/** Names of objects and of the keys of ConfigMaps that the API server would refuse. */
export function checkNames(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(({ service: subject, file, manifest: { kind, metadata, data } }): Finding[] => {
    // What a service's own name spoils is one finding already.
    if (!isDnsLabel(subject)) return []
    const wrong = (path: string, problem: string, got: string, expected: string): Finding => ({
      code: 'invalid-name',
      where: { subject, path, file },
      problem,
      got: JSON.stringify(got),
      expected,
      fix: 'rename it',
    })
    const { fits, expected } = rules[kind] ?? subdomain
    const keys = Object.keys(data ?? {}).filter(key => !/^(?!\.{1,2}$)[-._a-zA-Z0-9]{1,253}$/.test(key))
    return [
      ...(fits(metadata.name)
        ? []
        : [wrong(`${kind} ${metadata.name}`, `Kubernetes refuses a ${kind} of this name`, metadata.name, expected)]),
      ...keys.map(key =>
        wrong(`${kind} ${metadata.name}`, 'Kubernetes refuses this key', key, 'letters, digits, -, _ and dots'),
      ),
    ]
  })
}

/** Names of Applications that were given: what a service's own name spoils is one finding already. */
export function checkApplicationNames(members: readonly Pick<Member, 'application' | 'service'>[]): Finding[] {
  const given = members.filter(({ application, service }) => application.name !== service.name)
  return [...new Map(given.map(member => [member.application.name, member])).values()]
    .filter(({ application }) => !isDnsName(application.name))
    .map(({ application, service }) => ({
      code: 'invalid-name',
      where: { subject: service.name, path: `application ${application.name}`, file: service.file },
      problem: 'Kubernetes refuses what would deliver a group of this name',
      got: JSON.stringify(application.name),
      expected: subdomain.expected,
      fix: 'rename it',
    }))
}

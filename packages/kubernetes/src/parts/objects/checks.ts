import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { CustomObjectProps } from './object.ts'

/** What Kubernetes itself defines has types or words here, which keep data, secrets and images in sight. */
export function checkCustomObjects(
  { name: subject, file }: ResolvedService,
  { objects = [] }: ClusterWorkload,
): Finding[] {
  return objects.flatMap((each, index) => {
    if (each.object !== 'custom') return []
    return Object.entries(words)
      .filter(([key, { pattern }]) => !pattern.test(String(each.props[key])))
      .map(
        ([key, { expected }]): Finding => ({
          code: 'invalid-name',
          where: { subject, path: `workload.objects[${index}].props.${key}`, file },
          problem: 'no custom resource is named like this',
          got: JSON.stringify(each.props[key]),
          expected,
          fix: 'correct it, or state what Kubernetes itself defines with `object(...)`, a claim or a secret',
        }),
      )
  })
}

/** A rule without resources or verbs is accepted, and grants nothing: who relies on it sees nothing, and says so in no metric. */
export function checkEmptyRules(
  { name: subject, file }: ResolvedService,
  { objects = [] }: ClusterWorkload,
): Finding[] {
  return objects.flatMap((each, index) => {
    if (each.object !== 'Role' && each.object !== 'ClusterRole') return []
    return (each.props.rules ?? []).flatMap(({ verbs, resources = [], nonResourceUrLs = [] }, at): Finding[] => {
      const lacks = [
        // What is not there at all is for the compiler to tell.
        ...(verbs?.length === 0 ? ['verbs'] : []),
        ...(resources.length + nonResourceUrLs.length === 0 ? ['resources'] : []),
      ]
      if (lacks.length === 0) return []
      return [
        {
          code: 'empty-setting',
          where: { subject, path: `workload.objects[${index}].props.rules[${at}]`, file },
          problem: `the rule of ${each.object} ${each.props.metadata.name} grants nothing: it has no ${lacks.join(' and no ')}`,
          fix: 'name them, or remove the rule',
        },
      ]
    })
  })
}

/** Another name is answered by DNS, which knows no ports: nothing turns one into another. https://kubernetes.io/docs/concepts/services-networking/service/#externalname */
export function checkExternalNames(
  { name: subject, file }: ResolvedService,
  { objects = [] }: ClusterWorkload,
): Finding[] {
  return objects.flatMap((each, index) => {
    if (each.object !== 'Service' || each.props.spec?.type !== 'ExternalName') return []
    return (each.props.spec.ports ?? []).flatMap(({ port, targetPort }): Finding[] => {
      if (targetPort === undefined || targetPort.value === port) return []
      return [
        {
          code: 'unread-option',
          where: { subject, path: `workload.objects[${index}].props.spec.ports`, file },
          problem: `Service ${each.props.metadata.name} is another name, behind which no port becomes another`,
          got: `${port} to ${targetPort.value}`,
          fix: 'say one of the two, or make both the same',
        },
      ]
    })
  })
}

const words: Readonly<
  Record<keyof Pick<CustomObjectProps, 'apiVersion' | 'kind'>, { readonly pattern: RegExp; readonly expected: string }>
> = {
  apiVersion: {
    pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/v[a-z0-9]+$/,
    expected: 'GROUP/VERSION of a custom resource, whose group has dots',
  },
  kind: { pattern: /^[A-Z][A-Za-z0-9]*$/, expected: 'a word such as ClusterIssuer' },
}

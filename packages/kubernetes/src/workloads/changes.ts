import type { Changed } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'

/** Where the pods of an object are described. */
const pods = { Deployment: 'spec.template.spec', StatefulSet: 'spec.template.spec', DaemonSet: 'spec.template.spec' }

export interface ConfinedProps {
  readonly containers: readonly string[]
  readonly initContainers?: readonly string[]
  /** Scratch space that they get since their root file system is read-only: name of the volume -> where it is mounted. */
  readonly scratch?: Readonly<Record<string, string>>
  /** Containers that also get requests and limits. */
  readonly resources?: readonly string[]
}

/** What containers that can do less change in the object of their pods, for `changes` of a difference. */
export function confined(
  kind: keyof typeof pods | 'CronJob',
  { containers, initContainers = [], scratch = {}, resources = [] }: ConfinedProps,
): Changed {
  const pod = kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : pods[kind]
  const all = [
    ...containers.map(name => ({ name, at: `${pod}.containers[${name}]` })),
    ...initContainers.map(name => ({ name, at: `${pod}.initContainers[${name}]` })),
  ]
  return made({
    kind,
    fields: [
      ...all.map(({ at }) => `${at}.securityContext`),
      ...all.filter(({ name }) => resources.includes(name)).map(({ at }) => `${at}.resources`),
      ...Object.entries(scratch).flatMap(([volume, path]) => [
        `${pod}.volumes[${volume}]`,
        ...containers.map(name => `${pod}.containers[${name}].volumeMounts[${path}]`),
      ]),
    ],
  })
}

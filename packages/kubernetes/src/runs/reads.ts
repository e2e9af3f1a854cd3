import type { Maybe, SecretRead } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** A Secret that something reads, before it has an id. */
export interface Read extends Pick<SecretRead, 'name' | 'key' | 'optional' | 'by'> {
  /** That of what reads it, where it is no other. */
  readonly namespace: Maybe<string>
}

type Reference = { readonly name?: string; readonly key?: string; readonly optional?: boolean } | undefined

interface Container {
  readonly name: string
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: Reference } }[]
  readonly envFrom?: readonly { readonly secretRef?: Reference }[]
}

/** The members of a pod's specification that name Secrets: https://kubernetes.io/docs/concepts/configuration/secret/ */
export interface PodSpec {
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly volumes?: readonly {
    readonly name: string
    readonly secret?: { readonly secretName?: string; readonly optional?: boolean }
    readonly projected?: { readonly sources?: readonly { readonly secret?: Reference }[] }
  }[]
}

/** The Secrets without which pods do not start, and those that they may do without. */
export function podReads(pod: PodSpec, namespace: string): readonly Read[] {
  const containers = [...(pod.containers ?? []), ...(pod.initContainers ?? [])]
  const variables = containers.flatMap(({ name, env = [], envFrom = [] }) =>
    [...env.map(({ valueFrom }) => valueFrom?.secretKeyRef), ...envFrom.map(({ secretRef }) => secretRef)].flatMap(
      reference => read(reference, namespace, `container ${name}`),
    ),
  )
  const volumes = (pod.volumes ?? []).flatMap(({ name, secret, projected }) => [
    ...read(
      secret === undefined ? undefined : { ...secret, name: secret.secretName ?? '' },
      namespace,
      `volume ${name}`,
    ),
    ...(projected?.sources ?? []).flatMap(source => read(source.secret, namespace, `volume ${name}`)),
  ])
  const pulls = (pod.imagePullSecrets ?? []).flatMap(({ name }) =>
    read({ name: name ?? '' }, namespace, 'the image pull'),
  )
  return [...variables, ...volumes, ...pulls]
}

function read(reference: Reference, namespace: string, by: string): readonly Read[] {
  if (reference?.name === undefined) return []
  const { name, key, optional = false } = reference
  return [{ name, namespace, optional, by, ...present({ key }) }]
}

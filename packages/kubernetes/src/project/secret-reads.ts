import type { Manifest } from './secret-flow.ts'

/** A Secret that something reads. */
export interface SecretRead {
  readonly name: string
  readonly namespace: string
  readonly key?: string
  /** What reads it: `container web`. */
  readonly by: string
}

type Reference = { readonly name?: string; readonly key?: string; readonly optional?: boolean } | undefined

interface Container {
  readonly name: string
  readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: Reference } }[]
  readonly envFrom?: readonly { readonly secretRef?: Reference }[]
}

interface PodSpec {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly volumes?: readonly {
    readonly name: string
    readonly secret?: { readonly secretName?: string; readonly optional?: boolean }
    readonly projected?: { readonly sources?: readonly { readonly secret?: Reference }[] }
  }[]
}

/** The namespaces from which SecretStores copy, by the `NAMESPACE/NAME` of the store. */
type CopiedNamespaces = ReadonlyMap<string, string>

export function copiedNamespaces(all: readonly Manifest[]): CopiedNamespaces {
  return new Map(
    all.flatMap(({ kind, metadata, spec }): [string, string][] => {
      const namespace = kind === 'SecretStore' ? spec?.provider?.kubernetes?.remoteNamespace : undefined
      return namespace === undefined ? [] : [[`${metadata.namespace}/${metadata.name}`, namespace]]
    }),
  )
}

/** The Secrets without which an object's pods do not start, or its operator does not act. */
export function secretReads(manifest: Manifest, copies: CopiedNamespaces): SecretRead[] {
  const { kind, metadata, spec } = manifest
  const { namespace = '' } = metadata
  const pod = podSpecOf(manifest)
  if (pod !== undefined) return podReads(pod, namespace)
  switch (kind) {
    case 'Cluster':
      return (spec?.managed?.roles ?? []).flatMap((role: { name: string; passwordSecret?: { name: string } }) =>
        role.passwordSecret === undefined
          ? []
          : [{ name: role.passwordSecret.name, namespace, key: 'password', by: `role ${role.name}` }],
      )
    case 'ClusterSecretStore': {
      const token = spec?.provider?.onepassword?.auth?.secretRef?.connectTokenSecretRef
      return token === undefined ? [] : [{ ...token, by: `store ${metadata.name}` }]
    }
    case 'ExternalSecret':
      return copied(manifest, copies)
    default:
      return []
  }
}

function podSpecOf({ kind, spec }: Manifest): PodSpec | undefined {
  if (kind === 'Pod') return spec
  if (kind === 'CronJob') return spec.jobTemplate.spec.template.spec
  return spec?.template?.spec?.containers === undefined ? undefined : spec.template.spec
}

function podReads(pod: PodSpec, namespace: string): SecretRead[] {
  const containers = [...pod.containers, ...(pod.initContainers ?? [])]
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

function read(reference: Reference, namespace: string, by: string): SecretRead[] {
  if (reference?.name === undefined || reference.optional === true) return []
  return [{ name: reference.name, namespace, by, ...(reference.key === undefined ? {} : { key: reference.key }) }]
}

/** An ExternalSecret over a store that copies from another namespace reads the originals there. */
function copied({ metadata, spec }: Manifest, copies: CopiedNamespaces): SecretRead[] {
  const { kind, name } = spec?.secretStoreRef ?? {}
  const namespace = kind === 'SecretStore' ? copies.get(`${metadata.namespace}/${name}`) : undefined
  if (namespace === undefined) return []
  return (spec.data ?? []).map(({ remoteRef }: { remoteRef: { key: string; property?: string } }) => ({
    name: remoteRef.key,
    namespace,
    by: `ExternalSecret ${metadata.name}`,
    ...(remoteRef.property === undefined ? {} : { key: remoteRef.property }),
  }))
}

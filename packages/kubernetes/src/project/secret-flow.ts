import type { Finding } from '@homelab/estate'
import type { BootstrapStep } from '../workloads/bootstrap.ts'
import { copiedNamespaces, type SecretRead, secretReads } from './secret-reads.ts'

/** A rendered object with the service that it belongs to. */
export interface OwnedObject {
  readonly service: string
  readonly file: string
  readonly manifest: Manifest
}

export interface Manifest {
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, read by name
  readonly spec?: any
  readonly data?: Readonly<Record<string, string>>
}

/** What a service says beside its objects. */
export interface SecretFacts {
  readonly service: string
  readonly file: string
  readonly namespace: string
  /** Secrets that its chart reads. */
  readonly reads: readonly string[]
  readonly bootstrap: readonly BootstrapStep[]
}

/** The keys of a Secret; `any` where its maker alone knows them. */
type Keys = ReadonlySet<string> | 'any'

/**
 * Every Secret that a pod or operator reads is delivered: by an ExternalSecret, by the operator that makes it, or by a named
 * step by hand; and has the key that is read.
 */
export function checkSecretFlow(
  objects: readonly OwnedObject[],
  facts: readonly SecretFacts[],
  reported: ReadonlySet<string>,
): Finding[] {
  const delivered = new Map<string, Keys>([
    ...objects.flatMap(({ manifest }) => deliveredBy(manifest)),
    ...facts.flatMap(({ namespace, bootstrap }) => bootstrap.flatMap(step => deliveredByHand(step, namespace))),
  ])
  const copies = copiedNamespaces(objects.map(({ manifest }) => manifest))
  const reads = [
    ...objects.flatMap(({ service, file, manifest }) =>
      secretReads(manifest, copies).map(read => ({ service, file, read })),
    ),
    ...facts.flatMap(({ service, file, namespace, reads: names }) =>
      names.map(name => ({ service, file, read: { name, namespace, by: 'its chart' } })),
    ),
  ]
  const found = reads.flatMap(({ service, file, read }) => {
    const id = `${read.namespace}/${read.name}`
    if (reported.has(id)) return []
    const problem = problemOf(read, delivered.get(id))
    return problem === undefined ? [] : [finding(service, file, read, problem)]
  })
  // The first reader of a Secret speaks for the others.
  return [...new Map(found.toReversed().map(each => [JSON.stringify(each.where), each])).values()].toReversed()
}

function problemOf({ by, key }: SecretRead, keys: Keys | undefined): string | undefined {
  if (keys === undefined) return `${by} reads a Secret that nothing delivers`
  if (keys === 'any' || key === undefined || keys.has(key)) return undefined
  return `${by} reads a key that the Secret does not have`
}

function finding(service: string, file: string, { name, namespace, key }: SecretRead, problem: string): Finding {
  return {
    code: 'unreadable-secret',
    where: { subject: service, path: `secrets.${name}`, file },
    problem,
    got: `${namespace}/${name}${key === undefined ? '' : ` ${key}`}`,
    mend: 'deliver it with an externalSecret, or name the bootstrapStep that makes it',
  }
}

function deliveredBy({ kind, metadata: { name, namespace = '' }, spec }: Manifest): [string, Keys][] {
  if (kind === 'ExternalSecret') {
    const keys: string[] = spec?.target?.template?.data
      ? Object.keys(spec.target.template.data)
      : (spec?.data ?? []).map((entry: { secretKey: string }) => entry.secretKey)
    return [[`${namespace}/${spec?.target?.name ?? name}`, new Set(keys)]]
  }
  // https://cloudnative-pg.io/documentation/current/applications/#secrets
  return kind === 'Cluster' ? [[`${namespace}/${name}-app`, 'any']] : []
}

function deliveredByHand({ secrets = [] }: BootstrapStep, namespace: string): [string, Keys][] {
  return secrets.map(({ name, data }) => [`${namespace}/${name}`, new Set(Object.keys(data))])
}

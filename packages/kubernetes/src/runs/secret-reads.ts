import { isStoreUse, type Mine, type SecretRead } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { databaseVariables, loginVariables } from '../parts/container/env.ts'
import type { EnvValue } from '../parts/container/index.ts'
import { jobsOf } from '../parts/job/all.ts'
import type { KubeObject } from '../parts/objects/object.ts'
import { databaseSecrets } from '../parts/secret/of-databases.ts'
import type { PodVolume } from '../parts/volume/index.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { type PodSpec, podReads, type Read } from './reads.ts'

/** What those that keep Secrets in step read themselves: the originals of copies, and the tokens of stores. */
function copyReads({ service, cluster, databases, roles, flowsFrom }: Mine): readonly SecretRead[] {
  const originals = databaseSecrets(databases, roles).flatMap(
    ({ database: { server, bootstrap }, secret, original, password }) =>
      bootstrap === undefined || password !== undefined
        ? []
        : [{ beside: server, name: `${server}-app`, key: original, by: `ExternalSecret ${secret}` }],
  )
  const tokens = flowsFrom.flatMap(({ to, use }) =>
    isStoreUse(use) && use.credential !== undefined
      ? [
          {
            ...{ beside: to, name: use.credential.secret, key: use.credential.key },
            by: `store ${cluster?.secretStore ?? ''}`,
          },
        ]
      : [],
  )
  return [...originals, ...tokens].map(({ beside, name, key, by }) => ({
    id: `${service.name}/read/${beside}/${name}/${key}`,
    part: 'external-secret',
    namespace: 'unknown',
    beside,
    name,
    key,
    optional: false,
    by,
  }))
}

/** The variables of what a service needs that name Secrets. */
export function neededReads({
  databases,
  logins,
}: Pick<Mine, 'databases' | 'logins'>): Readonly<Record<string, EnvValue>> {
  return Object.fromEntries([
    ...databases.flatMap(database => databaseVariables(database)),
    ...logins.flatMap(login => loginVariables(login)),
  ])
}

/** What the pods of a workload read, those of its jobs and among its objects included. */
export function workloadReads(mine: Mine, workload: ClusterWorkload): readonly SecretRead[] {
  const { name } = mine.service
  const { namespace, objects = [] } = workload
  const needed = neededReads(mine)
  const ofJobs = jobsOf(workload).flatMap(({ name: job, container, volumes, sameNeeds }) => {
    const full = { ...container, env: { ...(sameNeeds && needed), ...container.env } }
    return entries(name, `${name}/pods/${job}`, 'job', podReads(plainPod([full], [], volumes), namespace))
  })
  const ofObjects = objects.flatMap(each => objectReads(name, namespace, each))
  return [...ofJobs, ...ofObjects, ...copyReads(mine)]
}

export function entries(
  service: string,
  pods: string | undefined,
  part: string,
  all: readonly Read[],
): readonly SecretRead[] {
  const found = all.map(read => ({
    id: `${pods ?? service}/read/${read.by}/${read.name}${read.key === undefined ? '' : `/${read.key}`}`,
    part,
    ...read,
    ...present({ pods }),
  }))
  // Two variables of one container may have the same value.
  return [...new Map(found.map(each => [each.id, each])).values()]
}

interface PlainContainer {
  readonly name: string
  readonly env?: Readonly<Record<string, unknown>>
  readonly envFrom?: readonly { readonly secret: string; readonly optional?: true }[]
}

/** What names Secrets in a pod of this vocabulary, as Kubernetes says it. */
export function plainPod(
  containers: readonly PlainContainer[],
  initContainers: readonly PlainContainer[],
  volumes: readonly PodVolume[] = [],
): PodSpec {
  return {
    containers: containers.map(plainContainer),
    initContainers: initContainers.map(plainContainer),
    volumes: volumes.flatMap(volume =>
      volume.source === 'secret' ? [{ name: volume.name, secret: { secretName: volume.secret } }] : [],
    ),
  }
}

function plainContainer({ name, env = {}, envFrom = [] }: PlainContainer): NonNullable<PodSpec['containers']>[number] {
  return {
    name,
    env: Object.values(env).flatMap(value =>
      isSecretKey(value) ? [{ valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }] : [],
    ),
    envFrom: envFrom.map(({ secret, optional = false }) => ({ secretRef: { name: secret, optional } })),
  }
}

function isSecretKey(value: unknown): value is { readonly secret: string; readonly key: string } {
  return typeof value === 'object' && value !== null && 'from' in value && value.from === 'secret'
}

/** Any object with the pods of a kind of Kubernetes' own, or of one made like them. */
export function objectReads(
  service: string,
  workloadNamespace: string,
  { object, props }: KubeObject,
): readonly SecretRead[] {
  const { metadata, spec, kind: own } = props as Manifest
  const { name, namespace = workloadNamespace } = metadata
  const kind = object === 'custom' ? own : object
  const pod =
    kind === 'Pod' ? spec : kind === 'CronJob' ? spec?.jobTemplate?.spec?.template?.spec : spec?.template?.spec
  if (pod?.containers === undefined) return []
  return entries(service, `${service}/pods/${name}`, 'object', podReads(pod, namespace))
}

interface Manifest {
  readonly kind?: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec?: PodSpec & {
    readonly template?: { readonly spec?: PodSpec }
    readonly jobTemplate?: { readonly spec?: { readonly template?: { readonly spec?: PodSpec } } }
  }
}

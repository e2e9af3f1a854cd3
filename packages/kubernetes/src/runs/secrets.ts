import type { DeliveredSecret, Mine, SecretRead } from '@homelab/estate'
import type { BootstrapStep } from '../workloads/bootstrap.ts'
import type { KubeObject } from '../workloads/objects.ts'
import type { ClusterWorkload, PodWorkload } from '../workloads/pods.ts'
import { type ExternalSecret, fetched } from '../workloads/secrets.ts'
import type { ConnectStoreUse, DatabaseUrlUse } from '../workloads/uses.ts'
import { mainName } from './pods.ts'
import { type PodSpec, podReads, type Read } from './reads.ts'

/** Secrets that External Secrets makes, and those that are made by hand. */
export function deliveredSecrets(service: string, workload: ClusterWorkload): readonly DeliveredSecret[] {
  const { namespace, secrets = [], bootstrap = [] } = workload
  return [
    ...secrets.map(secret => external(service, namespace, secret)),
    ...bootstrap.flatMap(each => byHand(service, namespace, each)),
  ]
}

/** A Secret that External Secrets keeps in step. Pods read it when they start; the login of a server is followed at once. */
export function external(
  service: string,
  namespace: string,
  { name, data, template, templateLabels }: ExternalSecret,
  login?: string,
): DeliveredSecret {
  const fetchedKeys = Object.keys(data)
  const holds = (text: string): readonly string[] => fetchedKeys.filter(key => text.includes(fetched(key)))
  const [label] = Object.keys(templateLabels ?? {})
  return {
    id: `${service}/secret/${name}`,
    part: 'external-secret',
    to: 'secret',
    namespace,
    name,
    from: data,
    keys:
      template === undefined
        ? Object.fromEntries(fetchedKeys.map(key => [key, [key]]))
        : Object.fromEntries(Object.entries(template).map(([key, text]) => [key, holds(text)])),
    by: 'external-secret',
    followed: login !== undefined,
    ...(label === undefined ? {} : { label }),
    ...(login === undefined ? {} : { login }),
  }
}

function byHand(service: string, namespace: string, step: BootstrapStep): readonly DeliveredSecret[] {
  return (step.secrets ?? []).map(({ name, data }) => ({
    id: `${service}/secret/${name}`,
    part: 'bootstrap-step',
    to: 'secret',
    namespace,
    name,
    from: Object.fromEntries(
      Object.entries(data).flatMap(([key, value]) => (typeof value === 'string' ? [] : [[key, value] as const])),
    ),
    keys: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? [] : [key]])),
    by: { step: step.name },
    followed: false,
  }))
}

/** Secrets with the URL of a database: copies of those that the servers' operator makes. */
export function copiedUrls({ service, databases }: Mine, namespace: string): readonly DeliveredSecret[] {
  return databases.flatMap(({ server, use, bootstrap }): readonly DeliveredSecret[] => {
    if (!isDatabaseUrl(use) || bootstrap === undefined) return []
    return [
      {
        id: `${service.name}/secret/${use.secret}`,
        part: 'database-url',
        to: 'made-secret',
        namespace,
        name: use.secret,
        keys: [use.key],
        copyOf: { name: `${server}-app`, beside: server },
        followed: false,
      },
    ]
  })
}

/** What those that keep Secrets in step read themselves: the originals of copies, and the tokens of stores. */
function copyReads({ service, cluster, databases, flowsFrom }: Mine): readonly SecretRead[] {
  const originals = databases.flatMap(({ server, use, bootstrap }) =>
    isDatabaseUrl(use) && bootstrap !== undefined
      ? [{ beside: server, name: `${server}-app`, key: 'uri', by: `ExternalSecret ${use.secret}` }]
      : [],
  )
  const tokens = flowsFrom.flatMap(({ to, use }) =>
    isConnectStore(use)
      ? [{ beside: to, name: use.token.secret, key: use.token.key, by: `store ${cluster?.secretStore ?? ''}` }]
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

/** What the pods of a workload read, those of its jobs and among its objects included. */
export function workloadReads(mine: Mine, workload: ClusterWorkload): readonly SecretRead[] {
  const { name } = mine.service
  const { namespace, jobs = [], objects = [] } = workload
  const ofJobs = jobs.flatMap(job =>
    entries(name, `${name}/pods/${job.name}`, 'job', podReads(plainPod([job.container], [], job.volumes), namespace)),
  )
  const ofObjects = objects.flatMap(each => objectReads(name, namespace, each))
  return [...ofJobs, ...ofObjects, ...copyReads(mine)]
}

/** What the main pods read, with what the service's needs give their containers. */
export function mainReads({ service: { name }, databases }: Mine, workload: PodWorkload): readonly SecretRead[] {
  const { container, sidecars = [], initContainers = [], volumes = [], namespace, pod = {} } = workload
  const urls = databases.flatMap(({ use }) => (isDatabaseUrl(use) ? [[use.variable, use] as const] : []))
  const env = Object.fromEntries(urls.map(([variable, { secret, key }]) => [variable, { from: 'secret', secret, key }]))
  const main = { ...container, name: mainName(name, workload), env: { ...env, ...container.env } }
  const own = plainPod([main, ...sidecars], initContainers, volumes)
  const id = `${name}/pods/${workload.objectName ?? name}`
  return entries(name, id, workload.kind, [...podReads(own, namespace), ...podReads(pod as PodSpec, namespace)])
}

/** The Secrets of its namespace that a chart's pods read, as its user says. */
export function chartReads(service: string, namespace: string, reads: readonly string[] = []): readonly SecretRead[] {
  return entries(
    service,
    undefined,
    'chart',
    reads.map(name => ({ name, namespace, optional: false, by: 'its chart' })),
  )
}

export function entries(
  service: string,
  pods: string | undefined,
  part: string,
  all: readonly Read[],
): readonly SecretRead[] {
  return all.map(read => ({
    id: `${service}/read/${read.by}/${read.name}${read.key === undefined ? '' : `/${read.key}`}`,
    part,
    ...read,
    ...(pods === undefined ? {} : { pods }),
  }))
}

interface PlainContainer {
  readonly name: string
  readonly env?: Readonly<Record<string, unknown>>
  readonly envFrom?: readonly { readonly secret: string; readonly optional?: true }[]
}

/** What names Secrets in a pod of this vocabulary, as Kubernetes says it. */
function plainPod(
  containers: readonly PlainContainer[],
  initContainers: readonly PlainContainer[],
  volumes: PodWorkload['volumes'] = [],
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

function isDatabaseUrl(use: { readonly kind: string } | undefined): use is DatabaseUrlUse {
  return use?.kind === 'database-url'
}

function isConnectStore(use: { readonly kind: string } | undefined): use is ConnectStoreUse {
  return use?.kind === 'connect-store'
}

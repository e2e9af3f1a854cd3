import type { Finding, ResolvedService } from '@homelab/estate'
import {
  anything,
  fields,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  oneOrMore,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
  wrongType,
} from '@homelab/estate/shape'
import type { ApplicationProps } from '../workloads/application.ts'
import type { Amounts, Container, Resources } from '../workloads/container.ts'
import type { ScheduledJob } from '../workloads/jobs.ts'
import type { ObjectProps } from '../workloads/objects.ts'
import type { ClusterWorkload, PodWorkload } from '../workloads/pods.ts'
import type { ExternalSecret } from '../workloads/secrets.ts'
import type { Mount } from '../workloads/volumes.ts'
import { volume } from './volume-shape.ts'

/** What the renderers of workloads take for granted: types are stripped when the estate runs. */

const something = is('something', value => value !== undefined && value !== null)
const image = is('an image', value => isRecord(value) && value['kind'] === 'image')
const amounts = onlyFields({}, { memory: text, cpu: text } satisfies RulesOf<Amounts>)
const resources = onlyFields({}, { requests: amounts, limits: amounts } satisfies RulesOf<Resources>)

/** Own URLs have become texts by now. */
const envValue = is(
  'a text, an image, or what `secretKey`, `podField` or `emptyValue` give',
  value =>
    typeof value === 'string' ||
    (isRecord(value) && (value['kind'] === 'image' || ['nothing', 'secret', 'field'].includes(String(value['from'])))),
)
const ofMount = { subPath: text, readOnly: anything } satisfies RulesOf<Omit<Mount, 'path'>>
const mount: Rule = (value, path) => (typeof value === 'string' ? [] : onlyFields({ path: text }, ofMount)(value, path))

const ofContainer = {
  pullPolicy: oneOf('Always', 'IfNotPresent'),
  env: recordOf(envValue),
  envFrom: listOf(fields({ secret: text })),
  mounts: recordOf(oneOrMore(mount)),
  resources,
  args: listOf(text),
  command: listOf(text),
  security: anything,
} satisfies RulesOf<Omit<Container, 'name' | 'image'>>
const container = onlyFields({ image }, { ...ofContainer, name: text })
const named = onlyFields({ image, name: text }, ofContainer)

const job = onlyFields({ name: text, schedule: fields({ cron: text }), container: named }, {
  volumes: listOf(volume),
  concurrency: anything,
  keepSeconds: number,
  restart: anything,
  serviceAccount: anything,
  podSecurity: anything,
  reaches: anything,
} satisfies RulesOf<Omit<ScheduledJob, 'name' | 'schedule' | 'container'>>)

const application = onlyFields({ name: text }, {
  namespace: text,
  repository: text,
  path: text,
  sources: listOf(something),
  moreSources: listOf(something),
  directory: anything,
  targetRevision: text,
  syncOptions: listOf(text),
  ignoreDifferences: listOf(something),
} satisfies RulesOf<ApplicationProps>)

const secret = onlyFields({ kind: text, name: text, data: recordOf(fields({ item: text, field: text })) }, {
  template: recordOf(text),
  templateLabels: recordOf(text),
  type: text,
} satisfies RulesOf<Omit<ExternalSecret, 'kind' | 'name' | 'data'>>)

const objectKinds = {
  ClusterRole: true,
  ClusterRoleBinding: true,
  ConfigMap: true,
  DNSConfig: true,
  Deployment: true,
  IngressClass: true,
  Namespace: true,
  ProxyClass: true,
  ProxyGroup: true,
  Role: true,
  RoleBinding: true,
  Service: true,
  ServiceAccount: true,
} satisfies Readonly<Record<keyof ObjectProps, true>>
const object = fields({
  object: oneOf(...Object.keys(objectKinds)),
  props: fields({ metadata: fields({ name: text }) }),
})

const reach = fields({ to: oneOf('internet', 'kubernetes-api', 'kubelets'), why: text })

const ofCluster = {
  kind: anything,
  at: anything,
  address: anything,
  addresses: anything,
  ownsNamespace: anything,
  application: application,
  accessApplication: application,
  crds: application,
  secrets: listOf(secret),
  jobs: listOf(job),
  objects: listOf(object),
  moreImages: listOf(image),
  generated: listOf(fields({ files: text, prefix: text })),
  bootstrap: listOf(fields({ name: text, what: text })),
  reaches: listOf(reach),
} satisfies RulesOf<Omit<ClusterWorkload, 'namespace'>>

const pods = onlyFields({ namespace: text, container }, {
  ...ofCluster,
  objectName: text,
  serviceName: text,
  serviceType: oneOf('ClusterIP', 'NodePort', 'none'),
  namedTargets: anything,
  labels: recordOf(text),
  labelled: oneOf('workload', 'everywhere'),
  strategy: oneOf('Recreate', 'RollingUpdate'),
  revisionHistoryLimit: number,
  unnamedPorts: anything,
  sidecars: listOf(named),
  initContainers: listOf(named),
  volumes: listOf(volume),
  podSecurity: anything,
  podAnnotations: recordOf(text),
  annotations: recordOf(text),
  ingress: anything,
  serviceAccount: fields({ name: text }),
  pod: anything,
} satisfies RulesOf<Omit<PodWorkload, 'namespace' | 'container'>>)

const rules: Readonly<Record<string, Rule>> = {
  deployment: pods,
  'stateful-set': pods,
  'daemon-set': pods,
  postgres: fields(
    { namespace: text, image, storage: fields({ size: text, storageClass: text }), resources },
    ofCluster,
  ),
  chart: fields({ namespace: text, repository: text, path: text, revision: text, releaseName: text }, ofCluster),
  objects: fields({ namespace: text }, ofCluster),
  kustomization: fields({ namespace: text }, ofCluster),
}

interface Sorted {
  readonly services: readonly ResolvedService[]
  /** Those that can't be rendered, for the findings beside them. */
  readonly refused: readonly ResolvedService[]
  readonly findings: readonly Finding[]
}

/** The services of a cluster without those whose workload is not what its type says. */
export function withoutMisshapen(all: readonly ResolvedService[]): Sorted {
  const found = all.map(service => ({ service, findings: checkShape(service) }))
  const [services = [], refused = []] = [true, false].map(sound =>
    found.filter(({ findings }) => (findings.length === 0) === sound).map(({ service }) => service),
  )
  return { services, refused, findings: found.flatMap(({ findings }) => findings) }
}

function checkShape({ name: subject, file, workload }: ResolvedService): Finding[] {
  const rule = Object.hasOwn(rules, workload.kind) ? rules[workload.kind] : undefined
  return (rule?.(workload, 'workload') ?? []).map(wrong => wrongType({ subject, file }, wrong))
}

import {
  anything,
  fields,
  is,
  isRecord,
  listOf,
  number,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
} from '@homelab/estate/shape'
import type { ApplicationProps } from '../workloads/application.ts'
import type { BootstrapStep } from '../workloads/bootstrap.ts'
import type { ChartWorkload } from '../workloads/chart.ts'
import type { ExternalApplications } from '../workloads/external.ts'
import type { GeneratedConfigMaps } from '../workloads/generated.ts'
import type { KustomizationWorkload } from '../workloads/kustomization.ts'
import type { ObjectProps, ObjectsWorkload } from '../workloads/objects.ts'
import type { ClusterWorkload, IngressShape, PodWorkload } from '../workloads/pods.ts'
import type { PostgresWorkload } from '../workloads/postgres.ts'
import type { ExternalSecret } from '../workloads/secrets.ts'
import { customObject } from './custom-object-shape.ts'
import { container, image, job, named, reach, resources, serviceAccount } from './pod-shape.ts'
import { volume } from './volume-shape.ts'

const something = is('something', value => value !== undefined && value !== null)
const syncOption = is(
  'an option other than RespectIgnoreDifferences, which comes with ignoreDifferences',
  value => typeof value === 'string' && !value.startsWith('RespectIgnoreDifferences='),
)
const application = onlyFields({ name: text }, {
  namespace: text,
  repository: text,
  path: text,
  sources: listOf(something),
  moreSources: listOf(something),
  directory: anything,
  targetRevision: text,
  syncOptions: listOf(syncOption),
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
  CronJob: true,
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
  StorageClass: true,
} satisfies Readonly<Record<keyof ObjectProps, true>>
const typedObject = onlyFields({
  object: oneOf(...Object.keys(objectKinds), 'custom'),
  props: fields({ metadata: fields({ name: text }) }),
})
const object: Rule = (value, path) =>
  (isRecord(value) && value['object'] === 'custom' ? customObject : typedObject)(value, path)

const step = onlyFields({ kind: text, name: text, what: text }, {
  commands: listOf(text),
  secrets: listOf(onlyFields({ name: text, data: recordOf(something) })),
} satisfies RulesOf<Omit<BootstrapStep, 'kind' | 'name' | 'what'>>)
const generated = onlyFields({ files: text, prefix: text, settings: anything }, {
  labels: recordOf(text),
} satisfies RulesOf<Omit<GeneratedConfigMaps, 'files' | 'prefix' | 'settings'>>)
const ingress = onlyFields({}, {
  form: oneOf('rule'),
  proxyClass: oneOf('none'),
  funnel: oneOf('off'),
} satisfies RulesOf<IngressShape>)

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
  generated: listOf(generated),
  bootstrap: listOf(step),
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
  ingress,
  serviceAccount,
  pod: anything,
} satisfies RulesOf<Omit<PodWorkload, 'namespace' | 'container'>>)

const ofPostgres = {
  namespace: text,
  instances: number,
  image,
  storage: onlyFields({ kind: text, name: text, holds: text, backup: anything, size: text, storageClass: text }),
  resources,
  parameters: recordOf(text),
  accessRules: listOf(text),
}
const postgres = onlyFields(ofPostgres, {
  ...ofCluster,
  preloadLibraries: listOf(text),
  metricsThrough: oneOf('tailnet'),
} satisfies RulesOf<Omit<PostgresWorkload, keyof typeof ofPostgres>>)

const ofChart = { namespace: text, repository: text, path: text, revision: text, releaseName: text, values: something }
const chart = onlyFields(ofChart, {
  ...ofCluster,
  reads: listOf(text),
  serviceName: text,
  ingress,
} satisfies RulesOf<Omit<ChartWorkload, keyof typeof ofChart>>)

const ofObjects = { ...ofCluster, serviceName: text, ingress } satisfies RulesOf<Omit<ObjectsWorkload, 'namespace'>>
const upstreamObject = onlyFields({ apiVersion: text, kind: text, name: text })
const ofKustomization = {
  namespace: text,
  resources: listOf(text),
  configMapPatches: recordOf(recordOf(text)),
} satisfies RulesOf<Omit<KustomizationWorkload, keyof ObjectsWorkload | 'appliedByServer'> & { namespace: unknown }>

/** Without Applications it is the estate's own. */
const external = onlyFields({}, {
  kind: anything,
  at: anything,
  address: anything,
  addresses: anything,
  namespace: text,
  applications: listOf(application),
  pods: recordOf(text),
} satisfies RulesOf<ExternalApplications>)

/** The shape of each kind of workload. */
export const workloadShapes: Readonly<Record<string, Rule>> = {
  deployment: pods,
  'stateful-set': pods,
  'daemon-set': pods,
  postgres,
  chart,
  objects: onlyFields({ namespace: text }, ofObjects),
  kustomization: onlyFields(ofKustomization, { ...ofObjects, appliedByServer: listOf(upstreamObject) }),
  external,
}

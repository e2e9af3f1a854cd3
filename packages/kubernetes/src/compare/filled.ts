import { covers, type Path, parsePath } from '@homelab/changes/fields'
import { defaultsOfSecrets } from '../cluster/defaults.ts'
import type { FieldDifference } from './fields.ts'
import { isJsonObject, type Json, type Manifest, same } from './json.ts'
import { valueAt } from './walk.ts'

/** What the API, its admission and its controllers write into objects, so that it is no difference. */
interface Filled {
  /** Every kind where none is given. */
  readonly kinds?: readonly string[]
  readonly path: string
  /** The value that stands for none; where none is given any value but an empty text, if the object lives. */
  readonly value?: Json
}

const podMakers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
function pods(path: string, value?: Json): readonly Filled[] {
  const given = value === undefined ? {} : { value }
  return [
    { kinds: podMakers, path: `spec.template.spec.${path}`, ...given },
    { kinds: ['CronJob'], path: `spec.jobTemplate.spec.template.spec.${path}`, ...given },
  ]
}

function containers(path: string, value?: Json): readonly Filled[] {
  return ['containers[*]', 'initContainers[*]'].flatMap(each => pods(`${each}.${path}`, value))
}

function probes(path: string, value: Json): readonly Filled[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(each => containers(`${each}.${path}`, value))
}

const filled: readonly (Filled & { readonly pattern: Path })[] = [
  ...['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink', 'ownerReferences'].map(
    field => ({ path: `metadata.${field}` }),
  ),
  { path: 'status' },
  ...[
    'kubectl.kubernetes.io/last-applied-configuration',
    'deployment.kubernetes.io/revision',
    'deprecated.daemonset.template.generation',
    'pv.kubernetes.io/bind-completed',
    'pv.kubernetes.io/bound-by-controller',
    'pv.kubernetes.io/provisioned-by',
    'volume.beta.kubernetes.io/storage-provisioner',
    'volume.kubernetes.io/storage-provisioner',
  ].map(name => ({ path: `metadata.annotations["${name}"]` })),
  ...pods('restartPolicy', 'Always'),
  ...pods('dnsPolicy', 'ClusterFirst'),
  ...pods('schedulerName', 'default-scheduler'),
  ...pods('terminationGracePeriodSeconds', 30),
  ...pods('enableServiceLinks', true),
  ...pods('shareProcessNamespace', false),
  // The old name of `serviceAccountName`.
  ...pods('serviceAccount'),
  ...pods('volumes[*].configMap.defaultMode', 420),
  ...pods('volumes[*].secret.defaultMode', 420),
  ...pods('volumes[*].hostPath.type', ''),
  ...containers('terminationMessagePath', '/dev/termination-log'),
  ...containers('terminationMessagePolicy', 'File'),
  ...containers('ports[*].protocol', 'TCP'),
  ...containers('env[*].valueFrom.fieldRef.apiVersion', 'v1'),
  ...containers('volumeMounts[*].readOnly', false),
  ...probes('timeoutSeconds', 1),
  ...probes('periodSeconds', 10),
  ...probes('successThreshold', 1),
  ...probes('failureThreshold', 3),
  ...probes('httpGet.scheme', 'HTTP'),
  { kinds: ['Deployment', 'StatefulSet'], path: 'spec.replicas', value: 1 },
  { kinds: ['Deployment', 'StatefulSet', 'DaemonSet'], path: 'spec.revisionHistoryLimit', value: 10 },
  { kinds: ['Deployment'], path: 'spec.progressDeadlineSeconds', value: 600 },
  { kinds: ['Deployment'], path: 'spec.strategy.type', value: 'RollingUpdate' },
  { kinds: ['Deployment'], path: 'spec.strategy.rollingUpdate.maxSurge', value: '25%' },
  { kinds: ['Deployment'], path: 'spec.strategy.rollingUpdate.maxUnavailable', value: '25%' },
  { kinds: ['StatefulSet', 'DaemonSet'], path: 'spec.updateStrategy.type', value: 'RollingUpdate' },
  { kinds: ['StatefulSet'], path: 'spec.updateStrategy.rollingUpdate.partition', value: 0 },
  { kinds: ['DaemonSet'], path: 'spec.updateStrategy.rollingUpdate.maxSurge', value: 0 },
  { kinds: ['DaemonSet'], path: 'spec.updateStrategy.rollingUpdate.maxUnavailable', value: 1 },
  { kinds: ['StatefulSet'], path: 'spec.podManagementPolicy', value: 'OrderedReady' },
  { kinds: ['StatefulSet'], path: 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', value: 'Retain' },
  { kinds: ['StatefulSet'], path: 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', value: 'Retain' },
  { kinds: ['StatefulSet'], path: 'spec.volumeClaimTemplates[*].apiVersion', value: 'v1' },
  { kinds: ['StatefulSet'], path: 'spec.volumeClaimTemplates[*].kind', value: 'PersistentVolumeClaim' },
  { kinds: ['StatefulSet'], path: 'spec.volumeClaimTemplates[*].spec.volumeMode', value: 'Filesystem' },
  { kinds: ['StatefulSet'], path: 'spec.volumeClaimTemplates[*].status' },
  { kinds: ['CronJob'], path: 'spec.suspend', value: false },
  { kinds: ['CronJob'], path: 'spec.successfulJobsHistoryLimit', value: 3 },
  { kinds: ['CronJob'], path: 'spec.failedJobsHistoryLimit', value: 1 },
  { kinds: ['CronJob'], path: 'spec.concurrencyPolicy', value: 'Allow' },
  { kinds: ['Service'], path: 'spec.type', value: 'ClusterIP' },
  { kinds: ['Service'], path: 'spec.sessionAffinity', value: 'None' },
  { kinds: ['Service'], path: 'spec.internalTrafficPolicy', value: 'Cluster' },
  { kinds: ['Service'], path: 'spec.externalTrafficPolicy', value: 'Cluster' },
  { kinds: ['Service'], path: 'spec.allocateLoadBalancerNodePorts', value: true },
  { kinds: ['Service'], path: 'spec.ports[*].protocol', value: 'TCP' },
  ...['clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'ports[*].nodePort'].map(field => ({
    kinds: ['Service'],
    path: `spec.${field}`,
  })),
  { kinds: ['PersistentVolumeClaim', 'PersistentVolume'], path: 'spec.volumeMode', value: 'Filesystem' },
  // The class of the cluster and the volume that was made for a claim.
  { kinds: ['PersistentVolumeClaim'], path: 'spec.storageClassName' },
  { kinds: ['PersistentVolumeClaim'], path: 'spec.volumeName' },
  { kinds: ['PersistentVolume'], path: 'spec.claimRef' },
  // Of a claim an empty class says that there is none; a volume's is dropped by the API.
  { kinds: ['PersistentVolume'], path: 'spec.storageClassName', value: '' },
  { kinds: ['RoleBinding', 'ClusterRoleBinding'], path: 'roleRef.apiGroup', value: 'rbac.authorization.k8s.io' },
  ...defaultsOfSecrets,
].map(entry => ({ ...entry, pattern: parsePath(entry.path) }))

/** The names of fields that the cluster may write below another one. */
export function filledBelow(kind: string, steps: readonly string[]): readonly string[] {
  return filled.flatMap(({ kinds, pattern }) => {
    if (kinds?.includes(kind) === false) return []
    const [next, ...within] = [pattern[steps.length], ...pattern.slice(0, steps.length)]
    return next !== undefined && within.every((step, index) => step === steps[index]) ? [String(next)] : []
  })
}

/** Kept by controllers, where they keep anything alive; a manifest may say them as well. */
const finalizers = parsePath('metadata.finalizers')

/**
 * Whether nobody said the field: it was filled in, or it means the same as saying nothing.
 *
 * @param marks what the delivery writes
 */
export function isFilled(
  kind: string,
  { path, ran, rendered }: FieldDifference,
  live: Manifest,
  marks: readonly string[],
): boolean {
  if (ran !== undefined && rendered !== undefined) return false
  if (rendered === undefined && unsaid(path, live)) return true
  if (rendered === undefined && lives(live) && marks.some(mark => covers(parsePath(mark), path))) return true
  if (path.at(-1) === 'imagePullPolicy') return (ran ?? rendered) === usualPolicy(path, live)
  if (path.at(-1) === 'targetPort') return (ran ?? rendered) === valueAt(live, [...path.slice(0, -1), 'port'])
  return filled.some(
    entry =>
      (entry.kinds?.includes(kind) ?? true) &&
      covers(entry.pattern, path) &&
      (entry.value === undefined
        ? rendered === undefined && ran !== '' && lives(live)
        : same(entry.value, ran ?? rendered)),
  )
}

/** Nobody writes these by hand. */
function lives({ metadata, ...rest }: Manifest): boolean {
  return metadata['uid'] !== undefined || rest['status'] !== undefined
}

/**
 * What lives says what was applied last: a field that is in the one and not in the other came from the cluster, and
 * stays whatever is applied next. https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
function unsaid(path: Path, live: Manifest): boolean {
  const annotations = live.metadata['annotations']
  const applied = isJsonObject(annotations)
    ? annotations['kubectl.kubernetes.io/last-applied-configuration']
    : undefined
  if (typeof applied !== 'string') return covers(finalizers, path) && lives(live)
  try {
    return valueAt(JSON.parse(applied) as Json, path) === undefined
  } catch {
    return false
  }
}

/** https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting */
function usualPolicy(path: Path, live: Manifest): string {
  const image = valueAt(live, [...path.slice(0, -1), 'image'])
  if (typeof image !== 'string' || image.includes('@')) return 'IfNotPresent'
  return /:(?!latest$)[^/]+$/.test(image) ? 'IfNotPresent' : 'Always'
}

import { type Finding, isTimeZone, capabilities as linux } from '@homelab/estate/model'
import type { OwnedObject } from '../manifest.ts'
import { wordFinding } from './finding.ts'

const capabilities: ReadonlySet<string> = new Set(['ALL', ...linux])

/** What the fields of objects may say, where a list is closed: https://kubernetes.io/docs/reference/kubernetes-api/ */
const closed: Readonly<Record<string, ReadonlySet<string>>> = {
  imagePullPolicy: new Set(['Always', 'IfNotPresent', 'Never']),
  restartPolicy: new Set(['Always', 'OnFailure', 'Never']),
  dnsPolicy: new Set(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
  concurrencyPolicy: new Set(['Allow', 'Forbid', 'Replace']),
  persistentVolumeReclaimPolicy: new Set(['Delete', 'Retain', 'Recycle']),
  reclaimPolicy: new Set(['Delete', 'Retain']),
  volumeBindingMode: new Set(['Immediate', 'WaitForFirstConsumer']),
  accessModes: new Set(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']),
  policyTypes: new Set(['Ingress', 'Egress']),
  effect: new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  preemptionPolicy: new Set(['Never', 'PreemptLowerPriority']),
  whenUnsatisfiable: new Set(['DoNotSchedule', 'ScheduleAnyway']),
  nodeAffinityPolicy: new Set(['Honor', 'Ignore']),
  nodeTaintsPolicy: new Set(['Honor', 'Ignore']),
  mountPropagation: new Set(['None', 'HostToContainer', 'Bidirectional']),
  terminationMessagePolicy: new Set(['File', 'FallbackToLogsOnError']),
  supplementalGroupsPolicy: new Set(['Merge', 'Strict']),
  procMount: new Set(['Default', 'Unmasked']),
  volumeMode: new Set(['Filesystem', 'Block']),
  completionMode: new Set(['NonIndexed', 'Indexed']),
  podReplacementPolicy: new Set(['TerminatingOrFailed', 'Failed']),
  unhealthyPodEvictionPolicy: new Set(['IfHealthyBudget', 'AlwaysAllow']),
  sessionAffinity: new Set(['ClientIP', 'None']),
  internalTrafficPolicy: new Set(['Cluster', 'Local']),
  trafficDistribution: new Set(['PreferClose', 'PreferSameNode', 'PreferSameZone']),
  ipFamilyPolicy: new Set(['SingleStack', 'PreferDualStack', 'RequireDualStack']),
  ipFamilies: new Set(['IPv4', 'IPv6']),
  fsGroupChangePolicy: new Set(['Always', 'OnRootMismatch']),
  podManagementPolicy: new Set(['OrderedReady', 'Parallel']),
  externalTrafficPolicy: new Set(['Cluster', 'Local']),
  pathType: new Set(['Exact', 'Prefix', 'ImplementationSpecific']),
  'capabilities.add': capabilities,
  'capabilities.drop': capabilities,
  'tolerations.operator': new Set(['Exists', 'Equal']),
  'matchExpressions.operator': new Set(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']),
  'spec.type': new Set(['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
  'os.name': new Set(['linux', 'windows']),
  'limits.type': new Set(['Container', 'PersistentVolumeClaim', 'Pod']),
  'persistentVolumeClaimRetentionPolicy.whenDeleted': new Set(['Delete', 'Retain']),
  'persistentVolumeClaimRetentionPolicy.whenScaled': new Set(['Delete', 'Retain']),
  'httpGet.scheme': new Set(['HTTP', 'HTTPS']),
  'hostPath.type': new Set([
    ...['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
  ]),
  'emptyDir.medium': new Set(['', 'Memory', 'HugePages', 'HugePages-2Mi', 'HugePages-1Gi']),
  'resourceFieldRef.resource': new Set(
    ['limits', 'requests'].flatMap(of => ['cpu', 'memory', 'ephemeral-storage'].map(what => `${of}.${what}`)),
  ),
  'appArmorProfile.type': new Set(['RuntimeDefault', 'Unconfined', 'Localhost']),
  'seccompProfile.type': new Set(['RuntimeDefault', 'Unconfined', 'Localhost']),
  'roleRef.kind': new Set(['Role', 'ClusterRole']),
  'roleRef.apiGroup': new Set(['rbac.authorization.k8s.io']),
  'subjects.kind': new Set(['ServiceAccount', 'User', 'Group']),
  'ports.protocol': new Set(['TCP', 'UDP', 'SCTP']),
  'strategy.type': new Set(['Recreate', 'RollingUpdate']),
  'updateStrategy.type': new Set(['OnDelete', 'RollingUpdate']),
  // What the kubelet allows by itself; a pod with any other one never starts there:
  // https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
  'sysctls.name': new Set([
    ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies'],
    ...['net.ipv4.ping_group_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports'],
    ...['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl'],
    ...['net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
  ]),
  'nodeSelector.kubernetes.io/os': new Set(['linux', 'windows']),
  'nodeSelector.kubernetes.io/arch': new Set(['amd64', 'arm', 'arm64', 'ppc64le', 'riscv64', 's390x']),
}

/** https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
const fieldPath =
  /^(?:metadata\.(?:name|namespace|uid|labels|annotations|(?:labels|annotations)\['[^']+'\])|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIPs?|podIPs?))$/

/** What operators define has words of its own; and what ConfigMaps hold is no object's. */
const otherKinds = /^(?:ConfigMap|Secret)$/

/** Words of fields whose list is closed, in every object of Kubernetes' own kinds. */
export function checkFields(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(object => {
    const { manifest } = object
    const { apiVersion = '' } = manifest as { readonly apiVersion?: string }
    if (otherKinds.test(manifest.kind) || !isOwn(apiVersion)) return []
    return wordsIn(manifest).flatMap(({ keys, word, of }): Finding[] => {
      const [field = '', outer = ''] = keys.filter(key => typeof key === 'string').toReversed()
      const allowed = closed[`${outer}.${field}`] ?? closed[field]
      const path = labelOf(keys)
      if (allowed !== undefined && !allowed.has(word))
        return [
          wordFinding(object, path, {
            problem: 'Kubernetes knows no such word here',
            got: JSON.stringify(word),
            expected: [...allowed].filter(each => each !== '').join(', '),
          }),
        ]
      if ((field === 'timeZone' || (field === 'value' && of['name'] === 'TZ')) && !isTimeZone(word)) {
        const expected = 'a name of the IANA database, such as Europe/Berlin'
        return [
          wordFinding(object, path, { problem: 'there is no such time zone', got: JSON.stringify(word), expected }),
        ]
      }
      if (field !== 'fieldPath' || fieldPath.test(word)) return []
      const expected =
        "metadata.name, .namespace, .uid, .labels['KEY'], spec.nodeName, .serviceAccountName, status.podIP, .hostIP"
      return [
        wordFinding(object, path, { problem: 'a pod has no such field to give', got: JSON.stringify(word), expected }),
      ]
    })
  })
}

function isOwn(apiVersion: string): boolean {
  const [group = ''] = apiVersion.split('/')
  return (
    !apiVersion.includes('/') ||
    !group.includes('.') ||
    /(?:networking|rbac\.authorization|storage)\.k8s\.io$/.test(group)
  )
}

type Key = string | number

interface Word {
  readonly keys: readonly Key[]
  readonly word: string
  /** What it is a member of. */
  readonly of: Readonly<Record<string, unknown>>
}

/** Fields of which something is asked, whatever they stand in. */
const asked: ReadonlySet<string> = new Set([
  ...Object.keys(closed).map(key => key.slice(key.indexOf('.') + 1)),
  ...['timeZone', 'value', 'fieldPath'],
])

function wordsIn(manifest: object): readonly Word[] {
  const found: Word[] = []
  const keys: Key[] = []
  const within = (value: unknown, field: string, of: Word['of']): void => {
    if (typeof value === 'string') {
      if (asked.has(field)) found.push({ keys: [...keys], word: value, of })
      return
    }
    if (typeof value !== 'object' || value === null) return
    const isList = Array.isArray(value)
    for (const [key, member] of Object.entries(value)) {
      keys.push(isList ? Number(key) : key)
      within(member, isList ? field : key, isList ? of : (value as Word['of']))
      keys.pop()
    }
  }
  within(manifest, '', {})
  return found
}

function labelOf(keys: readonly Key[]): string {
  return keys.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('')
}

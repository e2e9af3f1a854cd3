import { covers, parsePath } from '@homelab/changes/fields'
import type { FieldDifference } from './fields.ts'

/** Fields that the API refuses to change: only another object can have another value. */
interface Fixed {
  readonly kinds: readonly string[]
  readonly fields: readonly string[]
  readonly why: string
}

/** https://kubernetes.io/docs/reference/kubernetes-api/, and what the API answers to an update */
export const fixedFields: readonly Fixed[] = [
  {
    kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'],
    fields: ['spec.selector'],
    why: 'a selector cannot be changed',
  },
  {
    kinds: ['StatefulSet'],
    fields: ['spec.serviceName', 'spec.volumeClaimTemplates', 'spec.podManagementPolicy'],
    why: 'it cannot be changed on a StatefulSet, whose claims are named after it',
  },
  { kinds: ['Job'], fields: ['spec.template', 'spec.completionMode'], why: 'a Job cannot be changed' },
  { kinds: ['PersistentVolumeClaim'], fields: ['spec'], why: 'a claim can only grow' },
  {
    kinds: ['PersistentVolume'],
    fields: [
      ...['nfs', 'hostPath', 'local', 'csi', 'iscsi', 'cephfs', 'rbd', 'fc', 'glusterfs', 'azureFile'],
      ...['awsElasticBlockStore', 'gcePersistentDisk', 'volumeMode', 'nodeAffinity'],
    ].map(field => `spec.${field}`),
    why: 'what a volume is cannot be changed',
  },
  { kinds: ['Service'], fields: ['spec.clusterIP'], why: 'the address of a Service cannot be changed' },
  {
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    fields: ['roleRef'],
    why: 'the role of a binding cannot be changed',
  },
  { kinds: ['Secret'], fields: ['type'], why: 'the type of a Secret cannot be changed' },
  {
    kinds: ['StorageClass'],
    fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    why: 'a class cannot be changed',
  },
  { kinds: ['IngressClass'], fields: ['spec.controller'], why: 'the controller of a class cannot be changed' },
]

/** Kinds that hold data, or whose end ends what holds data. */
export const keepers: ReadonlySet<string> = new Set([
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StatefulSet',
  'Namespace',
  'CustomResourceDefinition',
  'Cluster',
])

const patterns = fixedFields.flatMap(({ kinds, fields, why }) =>
  fields.map(field => ({ kinds, pattern: parsePath(field), why })),
)

/** Why the API refuses this change; nothing where it doesn't. */
export function refusal(kind: string, difference: FieldDifference): string | undefined {
  if (difference.only === 'order' || grows(kind, difference)) return undefined
  return patterns.find(({ kinds, pattern }) => kinds.includes(kind) && covers(pattern, difference.path))?.why
}

const asked = parsePath('spec.resources.requests.storage')

function grows(kind: string, { path, ran, rendered }: FieldDifference): boolean {
  if (kind !== 'PersistentVolumeClaim' || !covers(asked, path)) return false
  return typeof ran === 'string' && typeof rendered === 'string' && bytes(rendered) > bytes(ran)
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function bytes(quantity: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(quantity) ?? []
  const power = 'KMGTPE'.indexOf(unit.charAt(0).toUpperCase()) + 1
  return Number(amount) * (unit.endsWith('i') ? 1024 : 1000) ** power
}

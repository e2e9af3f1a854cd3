import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { CustomObject } from '../../constructs/custom-object.ts'
import { k8s } from '../../k8s.ts'
import type { KubeObject } from './object.ts'

/** Kinds that stand outside namespaces. */
const clusterWide = new Set<KubeObject['object']>([
  'ClusterRole',
  'ClusterRoleBinding',
  'DNSConfig',
  'IngressClass',
  'Namespace',
  'PriorityClass',
  'ProxyClass',
  'ProxyGroup',
  'RuntimeClass',
  'StorageClass',
])

function isClusterWide(given: KubeObject): boolean {
  return given.object === 'custom' ? given.scope === 'cluster' : clusterWide.has(given.object)
}

/** The escape hatch's objects, as they are; those of a namespace get the workload's. */
export function renderObjects({ chart, workload }: Rendering): void {
  for (const given of workload.objects ?? []) {
    const id = freshId(chart, `${given.object} ${given.props.metadata.name}`)
    const metadata = isClusterWide(given)
      ? given.props.metadata
      : { namespace: workload.namespace, ...given.props.metadata }
    renderObject(chart, id, { ...given, props: { ...given.props, metadata } } as KubeObject)
  }
}

function renderObject(chart: Rendering['chart'], id: string, { object, props }: KubeObject): void {
  switch (object) {
    case 'ClusterRole':
      new k8s.KubeClusterRole(chart, id, props)
      return
    case 'ClusterRoleBinding':
      new k8s.KubeClusterRoleBinding(chart, id, props)
      return
    case 'ConfigMap':
      new k8s.KubeConfigMap(chart, id, props)
      return
    case 'CronJob':
      new k8s.KubeCronJob(chart, id, props)
      return
    case 'custom':
      new CustomObject(chart, id, props)
      return
    case 'DNSConfig':
    case 'ProxyClass':
    case 'ProxyGroup':
      new CustomObject(chart, id, { apiVersion: 'tailscale.com/v1alpha1', kind: object, ...plain(props) })
      return
    case 'Deployment':
      new k8s.KubeDeployment(chart, id, props)
      return
    case 'HorizontalPodAutoscaler':
      new k8s.KubeHorizontalPodAutoscalerV2(chart, id, props)
      return
    case 'IngressClass':
      new k8s.KubeIngressClass(chart, id, props)
      return
    case 'LimitRange':
      new k8s.KubeLimitRange(chart, id, props)
      return
    case 'Namespace':
      new k8s.KubeNamespace(chart, id, props)
      return
    case 'NetworkPolicy':
      new k8s.KubeNetworkPolicy(chart, id, props)
      return
    case 'PodDisruptionBudget':
      new k8s.KubePodDisruptionBudget(chart, id, props)
      return
    case 'PriorityClass':
      new k8s.KubePriorityClass(chart, id, props)
      return
    case 'ResourceQuota':
      new k8s.KubeResourceQuota(chart, id, props)
      return
    case 'Role':
      new k8s.KubeRole(chart, id, props)
      return
    case 'RoleBinding':
      new k8s.KubeRoleBinding(chart, id, props)
      return
    case 'RuntimeClass':
      new k8s.KubeRuntimeClass(chart, id, props)
      return
    case 'Service':
      new k8s.KubeService(chart, id, props)
      return
    case 'ServiceAccount':
      new k8s.KubeServiceAccount(chart, id, props)
      return
    case 'StorageClass':
      new k8s.KubeStorageClass(chart, id, props)
      return
  }
}

/** CDK8s's object metadata, where a custom kind needs it as a plain record. */
function plain({
  metadata,
  spec,
}: Extract<KubeObject, { object: 'DNSConfig' | 'ProxyClass' | 'ProxyGroup' }>['props']): {
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly spec: object
} {
  const { name, namespace } = metadata
  return { metadata: { name, ...present({ namespace }) }, spec }
}

import { made } from '@homelab/estate/model'
import type { k8s } from '../../k8s.ts'
import type { DnsConfigProps, ProxyClassProps, ProxyGroupProps } from '../tailnet/index.ts'

/**
 * The escape hatch's objects, in CDK8s's own types: what Kubernetes itself defines and its words here do not say. Secrets and
 * claims are not among them, which a vault fills and a backup saves. The metadata's name is required; the namespace is the
 * workload's.
 */
export interface ObjectProps {
  readonly ClusterRole: k8s.KubeClusterRoleProps
  readonly ClusterRoleBinding: k8s.KubeClusterRoleBindingProps
  readonly ConfigMap: k8s.KubeConfigMapProps
  readonly CronJob: k8s.KubeCronJobProps
  readonly DNSConfig: DnsConfigProps
  readonly Deployment: k8s.KubeDeploymentProps
  readonly HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props
  readonly IngressClass: k8s.KubeIngressClassProps
  readonly LimitRange: k8s.KubeLimitRangeProps
  readonly Namespace: k8s.KubeNamespaceProps
  readonly NetworkPolicy: k8s.KubeNetworkPolicyProps
  readonly PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps
  readonly PriorityClass: k8s.KubePriorityClassProps
  readonly ProxyClass: ProxyClassProps
  readonly ProxyGroup: ProxyGroupProps
  readonly ResourceQuota: k8s.KubeResourceQuotaProps
  readonly Role: k8s.KubeRoleProps
  readonly RoleBinding: k8s.KubeRoleBindingProps
  readonly RuntimeClass: k8s.KubeRuntimeClassProps
  readonly Service: k8s.KubeServiceProps
  readonly ServiceAccount: k8s.KubeServiceAccountProps
  readonly StorageClass: k8s.KubeStorageClassProps
}

type Named<T> = T & { readonly metadata: k8s.ObjectMeta & { readonly name: string } }

export type KubeObject =
  | {
      readonly [K in keyof ObjectProps]: { readonly object: K; readonly props: Named<ObjectProps[K]> }
    }[keyof ObjectProps]
  | { readonly object: 'custom'; readonly scope: Scope; readonly props: CustomObjectProps }

/** Where objects of a custom kind stand, as its definition says. */
type Scope = 'namespace' | 'cluster'

/** What may stand in an object. Nulls may not: they do not come through. */
type Member = string | number | boolean | readonly Member[] | { readonly [name: string]: Member }

/** An object of a custom resource: nobody here knows its other members. */
export interface CustomObjectProps {
  /** `GROUP/VERSION`; the group of a custom resource has dots. */
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    /** The workload's by default. */
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly [member: string]: Member
}

/** An object that no shape here describes, as it is. */
export function object<K extends keyof ObjectProps>(kind: K, props: Named<ObjectProps[K]>): KubeObject {
  return made({ object: kind, props } as KubeObject)
}

/** An object of a custom resource, as it is: `scope` is that of its definition. */
export function customObject(props: CustomObjectProps, scope: Scope = 'namespace'): KubeObject {
  return made({ object: 'custom', scope, props })
}

/** A quantity in CDK8s's types, as plain data. */
export function quantity(value: string): k8s.Quantity {
  return made({ value })
}

/** An "int or string" in CDK8s's types, as plain data. */
export function intOrString(value: number | string): k8s.IntOrString {
  return made({ value })
}

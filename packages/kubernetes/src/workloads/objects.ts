import { type Cluster, placeOf } from '@homelab/estate'
import type { k8s } from 'cdk8s-plus-28'
import { type ClusterWorkload, type IngressShape, inCluster } from './pods.ts'
import type { DnsConfigProps, ProxyClassProps, ProxyGroupProps } from './tailscale.ts'

/** The escape hatch's objects, in CDK8s's own types. The metadata's name is required; the namespace is the workload's. */
export interface ObjectProps {
  readonly ClusterRole: k8s.KubeClusterRoleProps
  readonly ClusterRoleBinding: k8s.KubeClusterRoleBindingProps
  readonly ConfigMap: k8s.KubeConfigMapProps
  readonly DNSConfig: DnsConfigProps
  readonly Deployment: k8s.KubeDeploymentProps
  readonly IngressClass: k8s.KubeIngressClassProps
  readonly Namespace: k8s.KubeNamespaceProps
  readonly ProxyClass: ProxyClassProps
  readonly ProxyGroup: ProxyGroupProps
  readonly Role: k8s.KubeRoleProps
  readonly RoleBinding: k8s.KubeRoleBindingProps
  readonly Service: k8s.KubeServiceProps
  readonly ServiceAccount: k8s.KubeServiceAccountProps
}

type Named<T> = T & { readonly metadata: k8s.ObjectMeta & { readonly name: string } }

export type KubeObject = {
  readonly [K in keyof ObjectProps]: { readonly object: K; readonly props: Named<ObjectProps[K]> }
}[keyof ObjectProps]

/** An object that no shape here describes, as it is. */
export function object<K extends keyof ObjectProps>(kind: K, props: Named<ObjectProps[K]>): KubeObject {
  return { object: kind, props } as KubeObject
}

/** A quantity in CDK8s's types, as plain data. */
export function quantity(value: string): k8s.Quantity {
  return { value }
}

/** An "int or string" in CDK8s's types, as plain data. */
export function intOrString(value: number | string): k8s.IntOrString {
  return { value }
}

/** A service that is nothing but objects: settings, rights, secrets. */
export interface ObjectsWorkload extends ClusterWorkload {
  readonly kind: 'objects'
  /** The Kubernetes Service that answers on the service's ports. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

type ObjectsProps = Omit<ObjectsWorkload, 'kind' | 'at' | 'address' | 'addresses'> & {
  readonly at: Cluster
}

export function objects({ at, ...props }: ObjectsProps): ObjectsWorkload {
  return { ...props, kind: 'objects', at: placeOf(at), address: inCluster(at, props.namespace, props.serviceName) }
}

/**
 * Workloads of a Kubernetes cluster as plain data, for the files of an estate. Importing this loads no CDK8s; what renders
 * them is `@homelab/kubernetes/render`, and the constructs alone are `@homelab/kubernetes/constructs`.
 */
export * from './delivery/index.ts'
export * from './parts/applied-secret/index.ts'
export * from './parts/by-hand/index.ts'
export * from './parts/container/index.ts'
export * from './parts/generated/index.ts'
export * from './parts/index.ts'
export * from './parts/job/index.ts'
export * from './parts/load-balancer/index.ts'
export * from './parts/network-policy/index.ts'
export * from './parts/objects/object.ts'
export * from './parts/replicas/index.ts'
export * from './parts/secret/index.ts'
export * from './parts/volume/index.ts'
export * from './workloads/also-at.ts'
export * from './workloads/changes.ts'
export * from './workloads/cluster-workload.ts'
export * from './workloads/external.ts'
export * from './workloads/security.ts'
export * from './workloads/uses.ts'

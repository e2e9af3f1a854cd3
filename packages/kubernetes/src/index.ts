/**
 * Workloads of a Kubernetes cluster as plain data, for the files of an estate. Importing this loads no CDK8s; what renders
 * them is `@homelab/kubernetes/render`, and the constructs alone are `@homelab/kubernetes/constructs`.
 */
export * from './delivery/index.ts'
export * from './parts/index.ts'
export * from './workloads/bootstrap.ts'
export * from './workloads/changes.ts'
export * from './workloads/cluster-workload.ts'
export * from './workloads/container.ts'
export * from './workloads/external.ts'
export * from './workloads/generated.ts'
export * from './workloads/jobs.ts'
export * from './workloads/objects.ts'
export * from './workloads/reach.ts'
export * from './workloads/secrets.ts'
export * from './workloads/security.ts'
export * from './workloads/uses.ts'
export * from './workloads/volumes.ts'

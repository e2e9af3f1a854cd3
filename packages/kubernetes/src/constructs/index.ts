/** CDK8s constructs that any homelab can use: they know nothing of an estate. */
export * from './config-map.ts'
export * from './custom-object.ts'
export * from './external-secret.ts'
export * from './network-policy.ts'
export * from './postgres-cluster.ts'
export * from './tailnet.ts'
export * from './workload.ts'

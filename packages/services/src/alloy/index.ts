export * from './in-cluster.ts'
export * from './on-host.ts'
export * from './pushes.ts'

/**
 * Workloads of hosts, and of the proxies, as plain data, for the files of an estate. What renders them is `@homelab/ansible-gen/render`.
 */
export * from './caddy/index.ts'
export * from './host/actions-secrets.ts'
export * from './host/borgmatic.ts'
export * from './host/collector-differences.ts'
export * from './host/content.ts'
export * from './host/files.ts'
export * from './host/host-part.ts'
export * from './host/packages.ts'
export * from './host/paths.ts'
export * from './host/program.ts'
export * from './host/scripts.ts'
export * from './host/workload.ts'
export * from './host/wrapper.ts'
export * from './parts/index.ts'
export * from './proxies/index.ts'
export { hostParts } from './runs/index.ts'

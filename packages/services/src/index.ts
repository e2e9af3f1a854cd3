/**
 * Services that most homelabs have, each with what is true of it anywhere: an estate says which image, how large, for how
 * long and with what it works, and beside it what is otherwise there.
 */
export * from './alertmanager/index.ts'
export * from './alloy/index.ts'
export * from './borgmatic/index.ts'
export * from './caddy/index.ts'
export * from './compose/index.ts'
export * from './delivery/index.ts'
export * from './dex/index.ts'
export * from './dnsmasq/index.ts'
export { type ExternalSecretsProps, externalSecretsIn } from './external-secrets/index.ts'
export * from './grafana/index.ts'
export type { HostBesides } from './host.ts'
export * from './k3s/index.ts'
export * from './kube-state-metrics/index.ts'
export * from './loki/index.ts'
export * from './ntfy/index.ts'
export * from './openbao/index.ts'
export { standardParts } from './parts.ts'
export type { PodsOtherwise } from './pods.ts'
export * from './prometheus/index.ts'
export * from './tailscale-operator/index.ts'

/** What to ask of a running estate, derived from it: pure. `@homelab/checkup/run` asks. */
export * from './check.ts'
export * from './checks-of.ts'
export * from './kubeconfig.ts'
export * from './tailnet-names.ts'

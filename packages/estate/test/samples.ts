/** What tests state of a place where it does not matter: spread into `cluster` or `estate`, beside what does. */
import type { Cluster, EstateProps } from '../src/model.ts'

/** A cluster of no vendor; its delivery is the test's. */
export const sampleCluster = {
  context: 'kind',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: {
    repository: 'https://git.example.com/estate.git',
    revision: 'main',
    rendered: 'dist',
    folder: 'argocd',
  },
  secretStore: 'store',
  // An operator outside of the samples brings it.
  defines: ['external-secrets.io'],
  networkPolicies: false,
  unhardened: 'these pods never run',
} satisfies Partial<Cluster>

/** Settings of Tailscale's operator in a cluster. */
export const sampleOperator = {
  ingressClass: 'tailscale',
  loadBalancerClass: 'tailscale',
  proxyGroup: 'ingress',
  operator: { name: 'operator', tags: ['tag:k8s-operator'] },
  proxyClass: 'default',
  tags: ['tag:k8s'],
} satisfies Cluster['tailnet']

/** An estate of nothing. */
export const emptyEstate = {
  hosts: [],
  clusters: [],
  domains: {},
  vaults: [],
  people: [],
  shares: [],
  parts: [],
  services: [],
} satisfies Partial<EstateProps>

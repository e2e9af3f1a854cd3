import { type ClusterTailnet, cluster, host, restrictedTo, tagged, tcp } from '@homelab/estate'
import { argoCd, argoCdIn } from '@homelab/kubernetes'

/** Programs of its own, and the cluster. */
export const hearth = host('hearth', {
  platform: 'linux',
  role: 'runs everything',
  user: 'crofter',
  home: '/home/crofter',
  ownedPaths: ['/etc', '/srv', '/usr/local/bin', '/var/lib'],
  lanAddress: '192.0.2.10',
  listens: { ssh: tcp(22) },
  tailnet: tagged('tag:server'),
})

/** A second machine, for what is larger. */
export const barn = host('barn', {
  platform: 'linux',
  role: 'runs what is larger',
  user: 'crofter',
  home: '/home/crofter',
  lanAddress: '192.0.2.11',
  listens: { ssh: tcp(22) },
  tailnet: tagged('tag:server'),
})

export const laptop = host('laptop', {
  platform: 'linux',
  role: 'of whoever runs it',
  tailnet: { by: 'owner', owner: 'owner' },
})

export const tablet = host('tablet', {
  platform: 'linux',
  role: 'of a guest',
  tailnet: { by: 'owner', owner: 'guest' },
})

/** It reaches what carries the tag, and nothing else. */
export const edge = host('edge', {
  platform: 'managed',
  role: 'public proxy',
  tailnet: restrictedTo('tag:edge-target', 'tag:edge'),
})

export const endpoints = {
  operator: { name: 'operator', tags: ['tag:k8s-operator'] },
  ingressClass: 'tailscale',
  loadBalancerClass: 'tailscale',
  proxyGroup: 'ingress',
  proxyClass: 'default',
  tags: ['tag:k8s'],
} satisfies ClusterTailnet

const source = {
  repository: 'https://git.example.com/croft/estate.git',
  revision: 'main',
  rendered: 'dist',
} as const

export const home = cluster('home', {
  on: hearth,
  context: 'home',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: { ...source, folder: 'home' },
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
  tailnet: endpoints,
  secretStore: 'openbao',
  networkPolicies: false,
})

/** Its devices have names of their own: the tailnet is one. */
export const annexEndpoints = {
  ...endpoints,
  operator: { name: 'operator-annex', tags: ['tag:k8s-operator'] },
  proxyGroup: 'ingress-annex',
} satisfies ClusterTailnet

export const annex = cluster('annex', {
  on: barn,
  context: 'annex',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'local-path',
  source: { ...source, folder: 'annex' },
  delivery: argoCdIn(home, { api: `https://${barn.lanAddress}:6443`, project: 'annex', root: 'annex' }),
  tailnet: annexEndpoints,
  secretStore: 'openbao',
  networkPolicies: false,
})

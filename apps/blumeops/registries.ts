import type { UpstreamRegistry } from '@homelab/ansible-gen'

/** Registries whose images come through the own one. facts A6, N9 */
export const upstreamRegistries: readonly UpstreamRegistry[] = [
  { name: 'docker.io', url: 'https://registry-1.docker.io' },
  { name: 'ghcr.io', url: 'https://ghcr.io' },
  { name: 'quay.io', url: 'https://quay.io' },
]

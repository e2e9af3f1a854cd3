import type { UpstreamRegistry } from '@homelab/ansible-gen'
import { domains } from './network.ts'

/** The own registry by its private name. facts N5 */
export const registry = 'registry'

/** The Actions secret with the password of who pushes there. facts O7 */
export const pushSecret = 'REGISTRY_PUSH_PASSWORD'

/** An image that is built here, as the own registry keeps it. facts K14, K16, K18 */
export function ownImage(name: string): string {
  return `${registry}.${domains.ops.suffix}/blumeops/${name}`
}

/** Registries whose images come through the own one. facts A6, N9 */
export const upstreamRegistries: readonly UpstreamRegistry[] = [
  { name: 'docker.io', url: 'https://registry-1.docker.io' },
  { name: 'ghcr.io', url: 'https://ghcr.io' },
  { name: 'quay.io', url: 'https://quay.io' },
]

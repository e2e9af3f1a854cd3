import { itemAddress, type PodAccess } from '@homelab/estate/model'
import type { ClusterProvider } from '../provider.ts'

/**
 * OpenBao is served by the provider for Vault, with the second version of the engine for keys and values:
 * https://external-secrets.io/latest/provider/openbao/, https://external-secrets.io/latest/provider/hashicorp-vault/
 */
export function vaultAccess(mount: string): PodAccess {
  return {
    remote: secret => ({ key: itemAddress(secret), property: secret.field }),
    provider: ({ use: { login = {} }, url }): NonNullable<ClusterProvider> => ({
      vault: {
        server: url,
        path: mount,
        version: 'v2',
        auth: { kubernetes: { mountPath: login['mount'] ?? 'kubernetes', role: login['role'] ?? '' } },
      },
    }),
  }
}

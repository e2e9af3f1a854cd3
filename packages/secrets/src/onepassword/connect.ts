import { itemAddress, type PodAccess, type StoreAccess } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ClusterProvider } from '../provider.ts'

/** https://external-secrets.io/latest/provider/1password-automation/ */
export const connectAccess: PodAccess = {
  remote: secret => ({ key: itemAddress(secret), property: secret.field }),
  provider: ({ use, url, namespace }: StoreAccess): NonNullable<ClusterProvider> => {
    const { secret: name, key } = use.credential ?? { secret: '', key: '' }
    return {
      onepassword: {
        connectHost: url,
        vaults: { [use.vault]: 1 },
        auth: {
          secretRef: { connectTokenSecretRef: { name, ...present({ namespace }), key } },
        },
      },
    }
  },
}

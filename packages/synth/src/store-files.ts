import { type Projection, providerOfVault } from '@homelab/estate/model'

/** What the programs of secret stores read of the estate: whom to encrypt for, and the like. Most read nothing. */
export const storeFiles: Projection = {
  target: 'secrets',
  render: resolved => {
    const byPart = Map.groupBy(resolved.vaults, ({ name }) => providerOfVault(resolved, name))
    const files = [...byPart].flatMap(([part, vaults]) => part?.renderer?.get().filesOf(vaults, resolved.file) ?? [])
    return { files, findings: [], claims: [] }
  },
}

import type { ChangeReader } from '@homelab/estate/model'

/** What nobody reads is compared by lines. */
export const everyFile: ChangeReader = {
  system: 'other',
  reads: () => true,
  items: path => {
    throw new Error(`${path} has no reader`)
  },
}

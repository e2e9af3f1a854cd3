import { type Estate, type EstateProps, vault } from '@homelab/estate'
import { applyFolder } from '@homelab/kubernetes'
import { sops, sopsStore } from '@homelab/secrets'
import { fixture, kind } from './parts.ts'

/** A vault that lies in the repository, for what is applied out of it. */
export const paper = vault('paper', {
  store: sops({ recipients: [`age1${'q'.repeat(58)}`] }),
  items: { app: { fields: ['password'] } },
})

/** The cluster of the fixtures, applied by a script. */
export const byScript: typeof kind = { ...kind, delivery: applyFolder() }

/** The estate of the fixtures with that vault. */
export function withPaper(meta: { readonly url: string }, props: Partial<EstateProps>): Estate {
  const { parts, ...rest } = fixture(meta, { vaults: [paper.vault], ...props })
  return { ...rest, parts: [...(parts ?? []), sopsStore] }
}

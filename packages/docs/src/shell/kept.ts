import { type KeptCommand, type KeptFiles, storeOf } from '@homelab/estate/model'
import { type Command, noted } from '@homelab/formats/page'
import type { Context } from '../context.ts'

/** The vaults whose values lie in the repository. */
export function keptVaults(context: Context): readonly { readonly name: string; readonly kept: KeptFiles }[] {
  return context.resolved.vaults.flatMap(({ name }) => {
    const kept = storeOf(context, name)?.kept
    return kept === undefined ? [] : [{ name, kept }]
  })
}

/** As it is typed. */
export function typed({ words, note }: KeptCommand): Command {
  return note === undefined ? { words } : noted(note, { words })
}

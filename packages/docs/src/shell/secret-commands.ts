import { type Cluster, type Secret, type SecretStore, storeOf } from '@homelab/estate/model'
import { type Command, command, noted, piped } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { kubectl } from './programs.ts'

/** A secret's value on standard output; nothing where no store keeps its vault, of which a finding tells. */
export function readSecret(context: Context, secret: Secret): Command | undefined {
  const words = storeOf(context, secret.vault)?.read(secret)
  return words === undefined ? undefined : { words }
}

/** A new value, from the terminal into the store: it stands on no command line. */
export function writeSecret(context: Context, secret: Secret): Command | undefined {
  const store = storeOf(context, secret.vault)
  const words = store?.write?.(secret)
  if (words === undefined) return opened(store, secret)
  const typed = command('sh', '-c', 'stty -echo; IFS= read -r value; stty echo; printf %s "$value"')
  return noted('type the new value, which is not shown', piped(typed, { words }))
}

/** Where a person changes the item itself, as the store says. */
function opened(store: SecretStore | undefined, secret: Secret): Command | undefined {
  const edit = store?.edit?.(secret)
  return edit && noted(edit.note, { words: edit.argv })
}

/** The template of a step by hand, filled by the store of its vault. */
export function applyTemplate(context: Context, cluster: Cluster, step: string, vault: string | undefined): Command {
  const { rendered, folder } = cluster.source
  const file = `${rendered}/${folder}/bootstrap/${step}.yaml`
  const words = vault === undefined ? undefined : storeOf(context, vault)?.template?.fill(file)
  return words === undefined
    ? kubectl(cluster, undefined, 'apply', `--filename=${file}`)
    : piped({ words }, kubectl(cluster, undefined, 'apply', '--filename=-'))
}

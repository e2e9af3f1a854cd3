import type { RenderedFile, Vault } from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { literal } from '@homelab/formats/regexp'
import type { Sops } from './index.ts'
import { ending, folderOf, rulesFile } from './places.ts'
import { encrypted } from './secrets.ts'

const header =
  'Rendered; do not edit: change the sources and run synth. SOPS reads it as .sops.yaml at the root of the repository.'

/**
 * Whom a new file is encrypted for, and whom `sops updatekeys` encrypts an old one for: the first rule that fits decides, so that the
 * folder below another one's comes first. https://getsops.io/docs/#using-sopsyaml-conf-to-select-kms-pgp-and-age-for-new-files
 */
export function filesOf(vaults: readonly Vault[], source: string): readonly RenderedFile[] {
  const stores = vaults.map(({ store }) => store as Sops).toSorted((a, b) => folderOf(b).length - folderOf(a).length)
  const rules = stores.map(store => ({
    path_regex: `(^|/)${literal(`${folderOf(store)}/`)}.*${literal(ending)}$`,
    ...(store.asSecrets === true && { encrypted_regex: encrypted }),
    age: store.recipients.join(','),
  }))
  return [{ path: rulesFile, content: `# ${header}\n${printYaml({ creation_rules: rules })}`, sources: [source] }]
}

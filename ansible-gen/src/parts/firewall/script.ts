import { printScript, scriptFile } from '@homelab/formats/shell'
import { type Firewall, folder, nft, table } from './program.ts'

const script = scriptFile(new URL('./rules.sh', import.meta.url))

/** The script that tries rules, and takes them back. */
export function rulesScript({ trySeconds }: Pick<Firewall, 'trySeconds'>, marker: readonly string[]): string {
  return printScript(script, [...marker, ''], { NFT: nft, FOLDER: folder, TABLE: table, TRY_SECONDS: trySeconds })
}

import { type ResolvedWithWorkloads, type Secret, storeOf } from '@homelab/estate/model'
import { printManifest } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import type { GroupSecret } from '../group.ts'

/**
 * The Secrets of a group, as `apply.sh` reads them: `yaml LINE`, `key NAME`, and what the value of a key is put together of: `text TEXT`,
 * `feed` and `tab`, `value WORDS…` (what that command prints). Between words are tabs, which no name of a vault has.
 */
export function secretLines(resolved: ResolvedWithWorkloads, secrets: readonly GroupSecret[]): string {
  return secrets
    .flatMap(secret => linesOf(resolved, secret))
    .map(words => `${words.join('\t')}\n`)
    .join('')
}

type Line = readonly string[]

function linesOf(
  resolved: ResolvedWithWorkloads,
  { name, namespace, type = 'Opaque', labels, keys }: GroupSecret,
): readonly Line[] {
  const metadata = { name, namespace, ...present({ labels }) }
  const yaml = printManifest({ apiVersion: 'v1', kind: 'Secret', metadata, type }).trimEnd()
  return [
    ...['---', ...yaml.split('\n'), 'data:'].map(line => ['yaml', line]),
    ...keys.flatMap(({ key, pieces }) => [['key', key], ...pieces.flatMap(piece => piecesOf(resolved, piece))]),
  ]
}

function piecesOf(resolved: ResolvedWithWorkloads, piece: string | Secret): readonly Line[] {
  if (typeof piece !== 'string') {
    // Of a vault that nothing keeps a finding tells.
    const argv = storeOf(resolved, piece.vault)?.fetch(piece)
    return argv === undefined ? [] : [['value', ...argv]]
  }
  return piece
    .split(/([\n\t])/)
    .filter(text => text !== '')
    .map(text => (text === '\n' ? ['feed'] : text === '\t' ? ['tab'] : ['text', text]))
}

/** The Secrets in such lines, as `NAMESPACE/NAME`. */
export function secretsIn(lines: string): ReadonlySet<string> {
  const found = lines.matchAll(/^yaml\t {2}name: (.*)\nyaml\t {2}namespace: (.*)$/gm)
  return new Set([...found].map(([, name, namespace]) => `${namespace}/${name}`))
}

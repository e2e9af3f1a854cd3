import type { Secret } from '@homelab/estate/model'
import type { AppliedSecret } from './index.ts'

/** A key of the Secret as what it is put together of. */
export interface PutKey {
  readonly key: string
  readonly pieces: readonly (string | Secret)[]
}

/** The keys of a Secret; `undefined` in the place of one whose template does more than to name what was fetched. */
export function keysOf({ data, template }: AppliedSecret): readonly (PutKey | { readonly refused: string })[] {
  if (template === undefined) return Object.entries(data).map(([key, secret]) => ({ key, pieces: [secret] }))
  return Object.entries(template).map(([key, text]): PutKey | { readonly refused: string } => {
    // Texts and names take turns.
    const parts = text.split(/\{\{-?\s*\.([\w-]+)\s*-?\}\}/)
    const pieces = parts.map((part, index) => (index % 2 === 0 ? part : data[part]))
    const isPlain = parts.every((part, index) => index % 2 === 1 || !part.includes('{{'))
    if (!isPlain || pieces.includes(undefined)) return { refused: text }
    return { key, pieces: pieces.flatMap(piece => (piece === '' ? [] : (piece ?? []))) }
  })
}

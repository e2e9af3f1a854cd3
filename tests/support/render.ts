import { globSync } from 'node:fs'
import { join } from 'node:path'
import { type Estate, loadRenderers } from '@homelab/estate/model'
import { root } from './sources.ts'

export * from './render-estate.ts'

/** Of every estate that is here: each may have parts of its own. */
const estates = await Promise.all(
  globSync('apps/*/estate.ts', { cwd: root }).map(async path => {
    const { default: estate } = (await import(join(root, path))) as { readonly default: Estate }
    return estate
  }),
)
await loadRenderers(estates.flatMap(({ parts = [] }) => parts))

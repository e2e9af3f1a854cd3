import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RenderedTree } from '@homelab/changes'
import { root } from './sources.ts'

/** What is rendered of an estate, as it lies in the repository. */
export function treeIn(folder: string): RenderedTree {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return new Map(
    all
      .filter(path => statSync(join(root, folder, path)).isFile() && path !== '.synth.json')
      .toSorted()
      .map(path => {
        const file = join(root, folder, path)
        const executable = (statSync(file).mode & 0o100) !== 0
        return [path, { text: readFileSync(file, 'utf8'), executable }] as const
      }),
  )
}

import type { Sources } from '@homelab/synth/causes'
import type { Revision } from '@homelab/synth/diff'
import { expect } from 'vitest'
import { cottageSources, cottageTrial, type Edit, edited } from '../support/lab-sources.ts'

/** A revision of the cottage, rendered without findings. */
export async function revisionOf(
  title: string,
  edits: Readonly<Record<string, string | undefined | Edit[]>>,
): Promise<Revision> {
  const sources = edited(cottageSources, edits, 'cottage')
  const outcome = await cottageTrial.run(sources)
  if ('failed' in outcome) throw new Error(outcome.failed)
  expect([...outcome.findings], title).toEqual([])
  return rendered(title, sources, outcome.files)
}

interface File {
  readonly content: string
  readonly executable: boolean
}

type Files = Iterable<readonly [string, File]>

/** What is stated in a tree is resolved once, wherever the tree is the same. */
const trees = new WeakMap<Files, Revision['rendered']>()

export function rendered(title: string, sources: Sources, files: Files): Revision {
  const tree = trees.get(files) ?? treeOf(files)
  trees.set(files, tree)
  return { title, sources, rendered: tree }
}

function treeOf(files: Files): Revision['rendered'] {
  return new Map([...files].map(([path, { content, executable }]) => [path, { text: content, executable }] as const))
}

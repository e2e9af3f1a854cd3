import type { Sources } from '@homelab/synth/causes'
import type { Revision } from '@homelab/synth/diff'
import { expect } from 'vitest'
import { cottageSources, cottageTrial, type Edit, edited } from '../support/lab-sources.ts'

/** A revision of the cottage, rendered without findings. */
export async function revisionOf(
  title: string,
  edits: Readonly<Record<string, string | undefined | Edit[]>>,
): Promise<Revision> {
  return rendered(title, edited(cottageSources, edits, 'cottage'))
}

async function rendered(title: string, sources: Sources): Promise<Revision> {
  const outcome = await cottageTrial.run(sources)
  if ('failed' in outcome) throw new Error(outcome.failed)
  expect([...outcome.findings], title).toEqual([])
  const files = [...outcome.files].map(
    ([path, { content, executable }]) => [path, { text: content, executable }] as const,
  )
  return { title, sources, rendered: new Map(files) }
}

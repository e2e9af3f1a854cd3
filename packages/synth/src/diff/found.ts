import { type ChangeCause, type Part, readStated } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type Cause, type Causes, causes, type FactCause, factCauses, type Trial } from '../causes/index.ts'
import type { AnyProjection } from '../render.ts'
import type { Revision } from './revision.ts'

/** Two revisions, and how they are rendered. */
interface Asked {
  readonly before: Revision
  readonly after: Revision
  readonly trial: Pick<Trial, 'run' | 'reads'>
  readonly parts: readonly Part[]
  readonly projections: readonly AnyProjection[]
}

/** Causes, with where they stand; a sentence where nothing is found. */
export type Found = Causes<{ readonly id: string; readonly where: readonly ChangeCause[] }> | string

/** What made what changed: what differs when it is put back. */
export async function causesFound({ before, after, trial, parts, projections }: Asked): Promise<Found> {
  const found = await causes(before.sources, after.sources, trial)
  if (!('unloadable' in found)) return { ...found, causes: found.causes.map(placed) }
  const why = `the sources of ${found.unloadable === 'before' ? before.title : after.title} do not load with today’s packages (${found.failed})`
  const [was, is] = [before, after].map(({ rendered }) => rendered.get('estate.json')?.text)
  if (was === undefined || is === undefined) return `${why}: no change is laid to a line`
  try {
    const facts = await factCauses(readStated(was), readStated(is), parts, projections)
    return 'failed' in facts
      ? `${why}, nor what was stated (${facts.failed}): no change is laid to a line`
      : withFiles(facts)
  } catch (error) {
    return `${why}, nor what was stated (${String(error)}): no change is laid to a line`
  }
}

function withFiles({ causes: all, ...rest }: Causes<FactCause>): Exclude<Found, string> {
  return {
    ...rest,
    causes: all.map(({ id, where }) => ({ id, where: where.map(({ file }) => ({ file, declares: id })) })),
  }
}

function placed({ id, where }: Cause): { readonly id: string; readonly where: readonly ChangeCause[] } {
  return {
    id,
    where: where.map(({ file, declares, before, after }) => ({
      file,
      ...present({ line: (after ?? before)?.from, declares }),
    })),
  }
}

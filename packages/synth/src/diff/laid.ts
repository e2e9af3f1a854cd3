import { type Change, type ChangeCause, type Part, readStated } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import {
  type Cause,
  type Causes,
  causes,
  type Effect,
  type FactCause,
  factCauses,
  type Trial,
} from '../causes/index.ts'
import type { AnyProjection } from '../render.ts'
import type { Revision } from './revision.ts'

/** Changes with the lines of `apps/` that made them. */
export interface Laid {
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

interface Asked {
  readonly before: Revision
  readonly after: Revision
  readonly trial: Pick<Trial, 'run' | 'reads'>
  readonly parts: readonly Part[]
  readonly projections: readonly AnyProjection[]
}

type Found = Causes<{ readonly id: string; readonly where: readonly ChangeCause[] }>

/** Lays changes to their causes: by the file that they are in, and by their values where a file has several causes. */
export async function laidToCauses(changes: readonly Change[], asked: Asked): Promise<Laid> {
  const { before, after } = asked
  if (changes.length === 0 || sameSources(before, after)) return { changes, notes: [] }
  const found = await foundFor(asked)
  if (typeof found === 'string') return { changes, notes: [found] }
  const places = new Map(found.causes.map(({ id, where }) => [id, where]))
  const effects = Map.groupBy(found.effects, ({ file }) => file)
  return {
    changes: changes.map(change => {
      const own = change.file === undefined ? [] : (effects.get(change.file) ?? [])
      const ids = new Set(narrowed(own, change).flatMap(effect => effect.causes))
      return { ...change, causes: [...ids].flatMap(id => places.get(id) ?? []) }
    }),
    notes: found.silent.map(target => `what changed ${target} is not known: one of the two revisions can't render it`),
  }
}

function sameSources(before: Revision, after: Revision): boolean {
  return (
    before.sources.size === after.sources.size &&
    [...before.sources].every(([path, text]) => after.sources.get(path) === text)
  )
}

/** A sentence where nothing is found. */
async function foundFor({ before, after, trial, parts, projections }: Asked): Promise<Found | string> {
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

function withFiles({ causes: all, ...rest }: Causes<FactCause>): Found {
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

/** Those whose lines say what the change says; all of the file, where none does. */
function narrowed(effects: readonly Effect[], { kind, path = '', before, after }: Change): readonly Effect[] {
  if (effects.length < 2) return effects
  const key = path.split(/[.[›]/).at(-1)?.replace(/[\]"]/g, '').trim() ?? ''
  const says = (effect: Effect, sign: '+' | '-', value: unknown): boolean =>
    value !== undefined &&
    effect.lines.some(line => line.sign === sign && leaves(value).some(text => line.text.includes(text)))
  const isAll = (effect: Effect): boolean =>
    (kind === 'added' || kind === 'removed') && before === undefined && after === undefined && effect.lines.length > 0
  const fits = effects.filter(effect => says(effect, '-', before) || says(effect, '+', after) || isAll(effect))
  const keyed = fits.filter(({ lines }) => key !== '' && lines.some(({ text }) => text.includes(key)))
  return keyed.length > 0 ? keyed : fits.length > 0 ? fits : effects
}

function leaves(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.values(value).flatMap(leaves)
}

import type { Change } from '@homelab/estate/model'
import type { Effect } from '../causes/index.ts'
import type { Found } from './found.ts'
import type { Revision } from './revision.ts'

/** Changes with the lines of `apps/` that made them. */
export interface Laid {
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

/** Lays changes to their causes: by the file that they are in, and by their values where a file has several causes. */
export async function laidToCauses(
  changes: readonly Change[],
  { before, after }: { readonly before: Revision; readonly after: Revision },
  find: () => Promise<Found>,
): Promise<Laid> {
  if (changes.length === 0 || sameSources(before, after)) return { changes, notes: [] }
  const found = await find()
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

import { present } from '@homelab/formats/present'
import { attribute, type Causes } from './attribute.ts'
import { mixed } from './mix.ts'
import type { Failed, Trial } from './trial.ts'
import { changedUnits, fileUnit, type Lines, type Sources, type Unit } from './units.ts'

/** Where something was said that changed. */
interface Place {
  /** Relative to the folder above `apps`. */
  readonly file: string
  /** What is declared there; none where it is the whole file. */
  readonly declares?: string
  /** The lines that changed, in the earlier and in the later revision; none where it was not, or no longer is. */
  readonly before?: Lines
  readonly after?: Lines
}

/** Something in `apps/` that changed, and that could be put back alone. */
export interface Cause {
  /** The same for the same declarations. */
  readonly id: string
  /** Several where they only load together. */
  readonly where: readonly Place[]
}

/** A revision that does not load with today's packages, and why. */
export interface Unloadable extends Failed {
  readonly unloadable: 'before' | 'after'
}

/** From so many declarations on, whole files are put back: each costs a trial or two. */
const MAX_UNITS = 40

/**
 * Gives every changed line of what is rendered its causes: the declarations in `apps/` that changed. Each is put back into
 * the later revision, and put alone into the earlier one, and everything is rendered again.
 *
 * Where the earlier sources do not load with today's packages, `factCauses` tells what it can of what was stated.
 *
 * @param trial renders sources; asked about once or twice for each cause
 */
export async function causes(
  before: Sources,
  after: Sources,
  trial: Pick<Trial, 'run' | 'reads'>,
): Promise<Causes<Cause> | Unloadable> {
  const was = await trial.run(before)
  if ('failed' in was) return { unloadable: 'before', ...was }
  const is = await trial.run(after)
  if ('failed' in is) return { unloadable: 'after', ...is }
  const read = new Set([...trial.reads(before), ...trial.reads(after)])
  const units = unitsBetween(before, after, read)
  return attribute({
    was,
    is,
    units,
    putBack: taken => trial.run(mixed(after, before, units, taken)),
    putIn: taken => trial.run(mixed(before, after, units, taken)),
    isRelated,
    causeOf: group => ({ id: idOf(group), where: group.map(placeOf) }),
  })
}

function unitsBetween(before: Sources, after: Sources, read: ReadonlySet<string>): readonly Unit[] {
  const units = changedUnits(before, after).filter(({ file }) => read.has(file))
  if (units.length <= MAX_UNITS) return units
  return [...new Set(units.map(({ file }) => file))].map(file => fileUnit(file, before.get(file), after.get(file)))
}

/** One declares what the other uses. */
function isRelated(a: Unit, b: Unit): boolean {
  return a.declares.some(name => b.mentions.has(name)) || b.declares.some(name => a.mentions.has(name))
}

function idOf(group: readonly Unit[]): string {
  return group.map(({ file, id }) => (id === undefined ? file : `${file}#${id}`)).join(' + ')
}

function placeOf({ file, id, before, after }: Unit): Place {
  return {
    file,
    ...present({ declares: id, before, after }),
  }
}

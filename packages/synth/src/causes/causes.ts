import { type Effect, Explanation } from './explain.ts'
import { separable } from './groups.ts'
import { mixed } from './mix.ts'
import type { Failed, Outcome, Trial } from './trial.ts'
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

/** Why what is rendered changed: each line of each file is in exactly one effect, and each effect has a cause. */
export interface Causes {
  /** Those that have an effect. */
  readonly causes: readonly Cause[]
  readonly effects: readonly Effect[]
  /** Targets of which nothing is said: one of the two revisions makes their projection throw. */
  readonly silent: readonly string[]
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
 * @param trial renders sources; asked about once or twice for each cause
 */
export async function causes(before: Sources, after: Sources, trial: Trial): Promise<Causes | Unloadable> {
  const was = await trial.run(before)
  if ('failed' in was) return { unloadable: 'before', ...was }
  const is = await trial.run(after)
  if ('failed' in is) return { unloadable: 'after', ...is }
  const explanation = new Explanation(was, is)
  const silent = [...new Set([...was.stopped, ...is.stopped])].toSorted()
  if (explanation.paths.length === 0) return { causes: [], effects: [], silent }

  const read = new Set([...trial.reads(before), ...trial.reads(after)])
  const units = unitsBetween(before, after, read)
  const known = new Set([...was.findings, ...is.findings])
  const back = remembered(units, explanation.paths, taken => trial.run(mixed(after, before, units, taken)))
  const groups = await separable(units, isRelated, async taken => {
    const outcome = await back(taken)
    return !('failed' in outcome) && [...outcome.findings].every(finding => known.has(finding))
  })
  const found = groups.map(group => ({ id: idOf(group), where: group.map(placeOf), group }))
  if (found.length > 1) {
    for (const { id, group } of found) {
      const outcome = await back(group)
      if (!('failed' in outcome)) explanation.putBack(id, outcome)
    }
    if (explanation.hasDoubts) {
      for (const { id, group } of found) {
        const outcome = await trial.run(mixed(before, after, units, new Set(group)))
        if (!('failed' in outcome)) explanation.putIn(id, outcome)
      }
    }
  }
  const effects = explanation.effects(found.map(({ id }) => id))
  const effective = new Set(effects.flatMap(effect => effect.causes))
  const shown = found.filter(({ id }) => effective.has(id)).map(({ id, where }) => ({ id, where }))
  return { causes: shown, effects, silent }
}

function unitsBetween(before: Sources, after: Sources, read: ReadonlySet<string>): readonly Unit[] {
  const units = changedUnits(before, after).filter(({ file }) => read.has(file))
  if (units.length <= MAX_UNITS) return units
  return [...new Set(units.map(({ file }) => file))].map(file => fileUnit(file, before.get(file), after.get(file)))
}

/** Each asked once; of the outcome only the files that matter are kept. */
function remembered(
  units: readonly Unit[],
  paths: readonly string[],
  ask: (taken: ReadonlySet<Unit>) => Promise<Outcome | Failed>,
): (taken: readonly Unit[]) => Promise<Outcome | Failed> {
  const answers = new Map<string, Outcome | Failed>()
  return async taken => {
    const chosen = new Set(taken)
    const key = units.flatMap((unit, index) => (chosen.has(unit) ? [index] : [])).join()
    const answer = answers.get(key) ?? only(await ask(chosen), paths)
    answers.set(key, answer)
    return answer
  }
}

function only(outcome: Outcome | Failed, paths: readonly string[]): Outcome | Failed {
  if ('failed' in outcome) return outcome
  const files = paths.flatMap(path => {
    const file = outcome.files.get(path)
    return file === undefined ? [] : [[path, file] as const]
  })
  return { ...outcome, files: new Map(files) }
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
    ...(id === undefined ? {} : { declares: id }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}

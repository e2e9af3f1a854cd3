import { type Effect, Explanation } from './explain.ts'
import { separable } from './groups.ts'
import type { Failed, Outcome } from './trial.ts'

/** Why what is rendered changed: each line of each file is in exactly one effect, and each effect has a cause. */
export interface Causes<Cause extends { readonly id: string }> {
  /** Those that have an effect. */
  readonly causes: readonly Cause[]
  readonly effects: readonly Effect[]
  /** Targets of which nothing is said: one of the two revisions makes their projection throw. */
  readonly silent: readonly string[]
}

/** Two revisions between which single units can be put back. */
export interface Revisions<Unit, Cause> {
  readonly was: Outcome
  readonly is: Outcome
  /** Everything that changed. */
  readonly units: readonly Unit[]
  /** The later revision with some units as they were. */
  readonly putBack: (taken: ReadonlySet<Unit>) => Promise<Outcome | Failed>
  /** The earlier one with some as they are. */
  readonly putIn: (taken: ReadonlySet<Unit>) => Promise<Outcome | Failed>
  /** Whether one of two may need the other. */
  readonly isRelated: (a: Unit, b: Unit) => boolean
  readonly causeOf: (group: readonly Unit[]) => Cause
}

/** Gives every changed line its causes: what differs when a cause is put back, and when it is put in alone. */
export async function attribute<Unit, Cause extends { readonly id: string }>(
  revisions: Revisions<Unit, Cause>,
): Promise<Causes<Cause>> {
  const { was, is, units, putBack, putIn, isRelated, causeOf } = revisions
  const explanation = new Explanation(was, is)
  const silent = [...new Set([...was.stopped, ...is.stopped])].toSorted()
  if (explanation.paths.length === 0) return { causes: [], effects: [], silent }

  const known = new Set([...was.findings, ...is.findings])
  const back = remembered(units, explanation.paths, putBack)
  // What a new finding concerns is left out: that would look like an effect.
  const isSound = (outcome: Outcome | Failed): outcome is Outcome =>
    !('failed' in outcome) && [...outcome.findings].every(finding => known.has(finding))
  const groups = await separable(units, isRelated, async taken => isSound(await back(taken)))
  const found = groups.map(group => ({ group, cause: causeOf(group) }))
  if (found.length > 1) {
    for (const { group, cause } of found) {
      const outcome = await back(group)
      if (isSound(outcome)) explanation.putBack(cause.id, outcome)
    }
    if (explanation.hasDoubts) {
      for (const { group, cause } of found) {
        const outcome = await putIn(new Set(group))
        if (isSound(outcome)) explanation.putIn(cause.id, outcome)
      }
    }
  }
  const effects = explanation.effects(found.map(({ cause }) => cause.id))
  const effective = new Set(effects.flatMap(effect => effect.causes))
  return { causes: found.map(({ cause }) => cause).filter(({ id }) => effective.has(id)), effects, silent }
}

/** Each asked once; of the outcome only the files that matter are kept. */
function remembered<Unit>(
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

import { setImmediate } from 'node:timers/promises'
import type { Failed, Outcome, Trial } from '../causes/trial.ts'
import type { Sources } from '../causes/units.ts'

/** Something newer was saved: what is worked out is of no use any more. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** A trial that knows some answers already, and ends between two others when it is superseded. */
export function rememberedTrial(
  { run, reads }: Pick<Trial, 'run' | 'reads'>,
  known: WeakMap<Sources, Outcome | Failed>,
  isSuperseded: () => boolean,
): Pick<Trial, 'run' | 'reads'> {
  return {
    reads,
    run: async sources => {
      const answer = known.get(sources)
      if (answer !== undefined) return answer
      // Whoever has something newer is heard first.
      await setImmediate()
      if (isSuperseded()) throw new Superseded()
      return run(sources)
    },
  }
}

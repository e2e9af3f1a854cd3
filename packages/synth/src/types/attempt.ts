import { type Failure, faultOf, type RenderedEstate } from '../render.ts'

/** An estate that is rendered as far as it goes. */
export interface RenderedTargets extends RenderedEstate {
  /** Projections that threw. */
  readonly failures: readonly Failure[]
  /** What threw before there was anything to project. */
  readonly fault?: Error
}

/** Works on an estate whose types may be wrong: what throws is kept, until it is known whether a type explains it. */
export function attempt(work: () => RenderedTargets): RenderedTargets {
  try {
    return work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const fault = new Error(`the estate can't be resolved: ${reason}`, { cause: error })
    return { files: [], timings: [], findings: [], stopped: [], failures: [], fault }
  }
}

/** Everything that threw. */
export function faultsOf({ failures, fault }: RenderedTargets): readonly Error[] {
  return [...(fault === undefined ? [] : [fault]), ...failures.map(faultOf)]
}

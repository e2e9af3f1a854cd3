/** Why something does not come from where it is kept: whether that tells of the way there, or of what is kept. */
import { ExecaError } from 'execa'

/** Its server is not reached, or lets nobody in: that says nothing of the estate. */
export class OutOfReach extends Error {}

/** Its server answers, and has it not, or has something else: a sync would find the same. */
export class NotThere extends Error {}

/**
 * What a program said that fetches, by its first line. One that could not be started is no reason of either kind.
 *
 * @param lacks what it says where the server has not what was asked for
 * @param seconds how long it was waited for
 */
export function unfetched(error: unknown, lacks: RegExp, seconds: number): unknown {
  if (!(error instanceof ExecaError)) return error
  if (error.timedOut) return new OutOfReach(`it took longer than ${seconds} s`)
  if (error.exitCode === undefined) return error
  const said = String(error.stderr ?? '')
  const why = said.split('\n')[0] || error.shortMessage
  return lacks.test(said) ? new NotThere(why) : new OutOfReach(why)
}

import { didYouMean } from '@homelab/estate/nearest'
import { present } from '@homelab/formats/present'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { printJson } from './print-json.ts'
import { formatReached } from './reach-report.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly estate: string | undefined
  readonly through: boolean
  readonly json: boolean
}

/** `reach`: exits with 0 also where nothing is reached, since that is an answer. */
export async function answerReach({ from, to, estate, through, json }: Values, context: Context): Promise<ExitCode> {
  if (from === undefined && to === undefined) throw new UsageError('say --from, --to or both')
  const { askable, reached, tailnetOf, UnknownEndpointError } = await import('@homelab/tailnet/render')
  const resolved = await resolvedEstate(estate, context)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new UsageError(`the estate ${resolved.name} states no tailnet policy`)
  try {
    const found = reached(resolved, tailnet, present({ from, to }))
    context.out.write(json ? printJson(found) : formatReached(found, through, context.paint))
    return 0
  } catch (error) {
    if (!(error instanceof UnknownEndpointError)) throw error
    throw new UsageError(unknown(error.asked, askable(resolved, tailnet)))
  }
}

/** The nearest name where one is near, else all that there are. */
function unknown(asked: string, names: readonly string[]): string {
  const near = didYouMean(asked, names)
  const nothing = `nothing is called ${JSON.stringify(asked)}`
  return near === '' ? `${nothing}: there are ${[...new Set(names)].sort().join(', ')}` : `${nothing}${near}`
}

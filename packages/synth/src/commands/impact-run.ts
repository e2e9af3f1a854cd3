import { nearest } from '@homelab/estate/nearest'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { impactDocument, impactOf, namesIn, UnknownNameError } from '../impact/index.ts'
import { formatImpact } from './impact-report.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly name: string | undefined
  readonly estate: string | undefined
  readonly json: boolean
}

/** `impact`: exits with 0 also where nothing follows, since that is an answer. */
export async function showImpact({ name, estate, json }: Values, context: Context): Promise<ExitCode> {
  if (name === undefined) throw new UsageError('say what is away: a host, service, share, item, domain, person or link')
  const resolved = await resolvedEstate(estate, context)
  try {
    const found = impactOf(resolved, name)
    context.out.write(json ? printJson(impactDocument(found)) : formatImpact(found, context.paint))
    return 0
  } catch (error) {
    if (!(error instanceof UnknownNameError)) throw error
    throw new UsageError(unknown(error, namesIn(resolved)))
  }
}

const MANY = 5

/** The nearest names: one that is spelt nearly so, and those that hold the word, or most of its beginning. */
function unknown({ message, asked }: UnknownNameError, names: readonly string[]): string {
  const word = asked.toLowerCase().replace(/^[^:/]*[:/]\/?/, '')
  const near = nearest(asked, names)
  const found = [...new Set([...(near === undefined ? [] : [near]), ...holding(word, names)])].slice(0, MANY)
  const hint = found.length === 0 ? '' : ` (did you mean ${found.join(', ')}?)`
  return `${message}${hint}`
}

const SHORTEST = 3

function holding(word: string, names: readonly string[]): readonly string[] {
  if (word.length < SHORTEST) return []
  const found = names.filter(name => name.toLowerCase().includes(word))
  return found.length > 0 ? found : holding(word.slice(0, -1), names)
}

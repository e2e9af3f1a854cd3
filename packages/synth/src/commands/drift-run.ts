import { didYouMean } from '@homelab/estate/nearest'
import { isInstalled } from '@homelab/programs'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { type Committed, driftDocument, driftSources, gather, isClean, type Source } from '../drift/index.ts'
import { reportFindings } from '../findings-report.ts'
import { missingWords, pagesOf } from '../needed.ts'
import { isOpen } from '../render.ts'
import { reviewedTexts } from '../stack/reviewed.ts'
import { formatDrift } from './drift-report.ts'
import { findEstate, findOut } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly only: string | undefined
  readonly estate: string | undefined
  readonly out: string | undefined
  readonly json: boolean
}

/** `drift`: asks everything at once, and shows what is not as it is rendered. */
export async function showDrift({ only, estate, out, json }: Values, context: Context): Promise<ExitCode> {
  const file = findEstate(estate, context)
  const folder = findOut(out, file, context)
  const resolved = await resolvedEstate(estate, context)
  const { files, findings } = await openEstate(file, false, context)
  context.progress.clear()
  if (findings.some(isOpen)) {
    context.out.write(reportFindings(findings, context.paint))
    return 1
  }
  // What is live is held against what lies there, which must be what the sources say.
  reviewedTexts(files, folder)
  const sources = chosen(await driftSources({ resolved, files, folder } satisfies Committed, context), only)
  const lacked = [
    ...new Map(sources.flatMap(({ programs }) => programs.map(each => [each.name, each]))).values(),
  ].filter(({ name }) => !isInstalled(name))
  if (lacked.length > 0)
    context.err.write(`${missingWords(lacked)}: what would be asked by that stays unknown; ${pagesOf(lacked)}\n`)
  const found = await gather(sources, { now: context.now, progress: text => context.progress.show(text) })
  context.progress.clear()
  context.out.write(json ? printJson(driftDocument(found)) : formatDrift(found, context.paint))
  return isClean(found) ? 0 : 1
}

/** @throws UsageError where a name is none */
function chosen(sources: readonly Source[], only: string | undefined): readonly Source[] {
  if (only === undefined) return sources
  const names = only.split(',')
  const known = sources.map(({ name }) => name)
  for (const name of names)
    if (!known.includes(name)) {
      throw new UsageError(`there is no ${name} to ask, there is ${known.join(', ')}${didYouMean(name, known)}`)
    }
  return sources.filter(({ name }) => names.includes(name))
}

import { loadRenderers } from '@homelab/estate/model'
import { didYouMean } from '@homelab/estate/nearest'
import { type ApplicationComparison, applicationFiles, compareApplication } from '@homelab/kubernetes/compare'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { formatComparison } from '../comparison-report.ts'
import { renderEstate } from '../render.ts'
import { printJson } from './print-json.ts'
import { readManifests } from './read-manifests.ts'
import { openedEstate } from './resolved-estate.ts'

interface Values {
  readonly application: string | undefined
  readonly with: string | undefined
  readonly estate: string | undefined
  readonly json: boolean
}

/** `compare`: what ran against what is rendered now, from the sources and not from `dist/`. */
export async function compareWith(values: Values, context: Context): Promise<ExitCode> {
  const { application, with: from, json } = values
  if (from === undefined) throw new UsageError('say --with FILE, --with FOLDER, or --with - and pipe manifests in')
  const ran = await readManifests(from, context)
  const opened = await openedEstate(values.estate, context)
  const { resolved } = opened
  await loadRenderers(resolved.parts)
  const projections = (await context.projections()).filter(({ target }) => target === 'kubernetes')
  const { files } = renderEstate(opened, projections, [], { now: context.now, before: () => {} })
  if (application !== undefined) demand(application, applicationFiles(resolved, files))
  const found = compareApplication(resolved, files, application, ran)
  if (found.length === 0) throw new UsageError(`nothing of ${from} is rendered`)
  context.out.write(
    json ? printJson(found.map(plain)) : found.map(each => formatComparison(each, context.paint)).join('\n'),
  )
  return found.every(({ stops, unexplained }) => stops.length === 0 && unexplained.length === 0) ? 0 : 1
}

/** @throws UsageError where there is no such Application, or none whose objects are rendered */
function demand(name: string, known: ReturnType<typeof applicationFiles>): void {
  const found = known.find(each => each.name === name)
  const names = known.map(each => each.name)
  if (found === undefined) throw new UsageError(`there is no Application ${name}${didYouMean(name, names)}`)
  if (found.elsewhere !== undefined) {
    throw new UsageError(
      `the objects of ${name} are not rendered here, they come from ${found.elsewhere}: see what \`${found.shows}\` shows`,
    )
  }
}

/** Without the functions. */
function plain({ explained, ...others }: ApplicationComparison): object {
  return { ...others, explained: explained.map(({ by: { says, by }, seen }) => ({ says, by, seen })) }
}

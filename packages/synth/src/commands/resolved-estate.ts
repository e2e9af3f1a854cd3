import {
  type Estate,
  formatFinding,
  isAcceptable,
  locate,
  type Opened,
  type ResolvedWithWorkloads,
} from '@homelab/estate/model'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'
import { type EstateFile, isEstate, loadEstate, resolveEstate } from '../load.ts'
import { findEstate } from './estate-option.ts'

/**
 * The resolved estate alone: for commands that act on what runs, and render nothing.
 *
 * @throws UsageError where there is no such estate; Stopped where it can't be loaded, or not whole
 */
export async function resolvedEstate(named: string | undefined, context: Context): Promise<ResolvedWithWorkloads> {
  return (await openedEstate(named, context)).resolved
}

/** The same, with what it was resolved from; throws in the same way. */
export async function openedEstate(named: string | undefined, context: Context): Promise<Opened> {
  const file = findEstate(named, context)
  const loaded = await loadEstate(file)
  const opened = isEstate(loaded) ? whole(file, loaded) : loaded
  if ('code' in opened) throw new Stopped(opened.problem, `${opened.fix} (${opened.where.file})`)
  const missing = opened.resolved.findings.find(({ code }) => !isAcceptable(code))
  if (missing !== undefined)
    throw new Stopped(locate([missing], opened).map(formatFinding).join(), '`check` shows all that is wrong')
  return opened
}

/** It is for `check` to say which type is wrong: commands that act on what runs start no compiler. */
function whole(file: EstateFile, estate: Estate): ReturnType<typeof resolveEstate> {
  try {
    return resolveEstate(file, estate)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Stopped(`the estate can't be resolved: ${reason}`, '`check` shows what is wrong', { cause: error })
  }
}

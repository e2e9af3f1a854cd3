import type { Resolved } from '@homelab/estate'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'
import { isEstate, loadEstate, resolveEstate } from '../load.ts'
import { findEstate } from './estate-option.ts'

/**
 * The resolved estate alone: for commands that act on what runs, and render nothing.
 *
 * @throws UsageError where there is no such estate; Stopped where it can't be loaded
 */
export async function resolvedEstate(named: string | undefined, context: Context): Promise<Resolved> {
  const file = findEstate(named, context)
  const loaded = await loadEstate(file)
  const resolved = isEstate(loaded) ? resolveEstate(file, loaded) : loaded
  if ('code' in resolved) throw new Stopped(resolved.problem, `${resolved.mend} (${resolved.where.file})`)
  return resolved
}

import type { Finding } from '@homelab/estate'
import type { Context } from '../cli/context.ts'
import { type EstateFile, isEstate, loadEstate, resolveEstate, unlistedFiles } from '../load.ts'
import type { RenderedEstate } from '../render.ts'

/** Loads, resolves and renders an estate; one that cannot be loaded has findings and no files. */
export async function openEstate(
  file: EstateFile,
  { now, progress, projections: load }: Context,
): Promise<RenderedEstate> {
  // What renders is imported before the estate: the estate's own imports are then there already.
  const [{ renderEstate }, projections] = await Promise.all([import('../render.ts'), load()])
  progress.show('loading the estate')
  const loaded = await loadEstate(file)
  if (!isEstate(loaded)) return without(loaded)
  const opened = resolveEstate(file, loaded)
  if ('code' in opened) return without(opened)
  return renderEstate(opened, projections, unlistedFiles(file, loaded), {
    now,
    before: target => progress.show(`rendering ${target}`),
  })
}

/** An estate of which one finding is all that can be said. */
function without(finding: Finding): RenderedEstate {
  return { files: [], timings: [], findings: [finding], stopped: [] }
}

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
  if (!isEstate(loaded)) return { files: [], timings: [], findings: [loaded] }
  const resolved = resolveEstate(file, loaded)
  if ('code' in resolved) return { files: [], timings: [], findings: [resolved] }
  return renderEstate(resolved, projections, unlistedFiles(file, resolved.services), {
    now,
    before: target => progress.show(`rendering ${target}`),
  })
}

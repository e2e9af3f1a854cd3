import type { Context } from '../cli/context.ts'
import { type EstateFile, isEstate, loadEstate, unlistedFiles } from '../load.ts'
import { loadProjections } from '../projections.ts'
import type { RenderedEstate } from '../render.ts'

/** Loads, resolves and renders an estate; one that cannot be loaded has findings and no files. */
export async function openEstate(file: EstateFile, { now, progress }: Context): Promise<RenderedEstate> {
  // What renders is imported before the estate: the estate's own imports are then there already.
  const [{ renderEstate }, { resolve }, projections] = await Promise.all([
    import('../render.ts'),
    import('@homelab/estate'),
    loadProjections(),
  ])
  progress.show('loading the estate')
  const loaded = await loadEstate(file)
  if (!isEstate(loaded)) return { files: [], timings: [], findings: [loaded] }
  const resolved = resolve(loaded)
  return renderEstate(resolved, projections, unlistedFiles(file, resolved.services), {
    now,
    before: target => progress.show(`rendering ${target}`),
  })
}

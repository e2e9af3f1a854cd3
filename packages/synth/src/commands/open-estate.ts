import type { Estate, Finding, Opened } from '@homelab/estate/model'
import type { Context } from '../cli/context.ts'
import { type EstateFile, loadEstate, unlistedFiles } from '../load.ts'
import type { RenderedEstate } from '../render.ts'
import type { RenderedTargets } from '../types/attempt.ts'

/**
 * Loads, resolves and renders an estate; one that cannot be loaded has findings and no files.
 *
 * @param types whether the compiler checks the types meanwhile; it is started before anything else is imported
 */
export async function openEstate(file: EstateFile, types: boolean, context: Context): Promise<RenderedEstate> {
  const { compiler, root, progress } = context
  const checking = types
    ? (await import('../types/check-types.ts')).checkTypes(file, compiler(), root)
    : Promise.resolve(undefined)
  const rendered = await renderedEstate(file, context)
  progress.show('checking types')
  const [{ withTypes, withoutTypes }, checked] = await Promise.all([import('../types/with-types.ts'), checking])
  return checked === undefined ? withoutTypes(rendered) : withTypes(rendered, checked)
}

async function renderedEstate(file: EstateFile, context: Context): Promise<RenderedTargets> {
  const { now, progress, projections: load } = context
  // What renders is imported before the estate: the estate's own imports are then there already.
  const [{ renderLoaded }, { keptFindings }, { restatedFacts }, projections] = await Promise.all([
    import('../render-loaded.ts'),
    import('../kept-files.ts'),
    import('../restated.ts'),
    load(),
  ])
  progress.show('loading the estate')
  const loaded = await loadEstate(file)
  const watch = { now, before: (target: string) => progress.show(`rendering ${target}`) }
  const beside = (estate: Estate, { resolved }: Opened): readonly Finding[] => [
    ...unlistedFiles(file, estate),
    ...keptFindings(file, resolved),
    ...restatedFacts(file, resolved),
  ]
  return (await renderLoaded(file, loaded, { projections, beside, watch })).targets
}

import { type Estate, type Finding, loadRenderers, type Opened } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type EstateFile, failedImport, isEstate, resolveEstate } from './load.ts'
import { type AnyProjection, renderTargets, type Watch } from './render.ts'
import { attempt, type RenderedTargets } from './types/attempt.ts'

/** How a loaded estate is rendered. */
export interface Rendering {
  readonly projections: readonly AnyProjection[]
  /** What is found in files beside it: those that it does not list, those that its vaults are kept in, and its own sources. */
  readonly beside: (estate: Estate, opened: Opened) => readonly Finding[]
  readonly watch: Watch
}

/** What is rendered, and what of: nothing where it could not be resolved. */
export interface RenderedLoaded {
  readonly targets: RenderedTargets
  readonly opened?: Opened
}

/** Resolves and renders what was loaded, as far as it goes; whatever throws is kept or a finding. */
export async function renderLoaded(
  file: EstateFile,
  loaded: Estate | Finding,
  { projections, beside, watch }: Rendering,
): Promise<RenderedLoaded> {
  if (!isEstate(loaded)) return { targets: without(loaded) }
  try {
    await loadRenderers(loaded.parts)
  } catch (error) {
    return { targets: without(failedImport(file, error)) }
  }
  let whole: Opened | undefined
  const targets = attempt(() => {
    const opened = resolveEstate(file, loaded)
    if ('code' in opened) return without(opened)
    whole = opened
    return renderTargets(opened, projections, beside(loaded, opened), watch)
  })
  return { targets, ...present({ opened: whole }) }
}

/** An estate of which one finding is all that can be said. */
function without(finding: Finding): RenderedTargets {
  return { files: [], timings: [], findings: [finding], stopped: [], failures: [] }
}

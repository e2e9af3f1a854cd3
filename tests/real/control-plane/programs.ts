import { lacking, programs as make, type Programs } from '@homelab/rehearsal/run'
import blumeops from '../../../apps/blumeops/estate.ts'
import { render } from '../../support/render.ts'
import { skipped } from '../tools.ts'

/** Built, or out of the cache; undefined after `skipped: no …`. About 20 minutes on two cores where nothing is cached. */
export async function programs(): Promise<Programs | undefined> {
  const missing = lacking()
  if (missing !== undefined) {
    skipped(missing)
    return undefined
  }
  const began = Date.now()
  return make(render(blumeops).files, what =>
    process.stderr.write(`rehearsal, ${Math.round((Date.now() - began) / 1000)} s: ${what}\n`),
  )
}

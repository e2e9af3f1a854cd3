import { loadRenderers } from '@homelab/estate/model'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'

export * from './render-estate.ts'

// Both have parts of their own.
await loadRenderers([...blumeops.parts, ...minilab.parts])

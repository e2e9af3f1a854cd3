import type { Impact } from './impact.ts'

/** What follows, for programs: `packages/synth/schema/impact.schema.json` describes it. */
export function impactDocument(impact: Impact): object {
  return { format: 'homelab-impact', version: 1, ...impact }
}

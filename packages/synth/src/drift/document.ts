import { type Drift, isClean } from './gather.ts'

/** What differs, for programs: `packages/synth/schema/drift.schema.json` describes it. */
export function driftDocument(drift: Drift): object {
  return { format: 'homelab-drift', version: 1, clean: isClean(drift), ...drift }
}

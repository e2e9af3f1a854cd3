import type { Report } from '@homelab/changes'

/** What stands at the top of the JSON. A change that old readers would misread is another version. */
const format = { format: 'homelab-changes', version: 1 } as const

/** What changed, for programs: `packages/changes/schema/changes.schema.json` describes it. */
export function changesDocument({ before, after, changes, layoutOnly, notes }: Report): typeof format & Report {
  return { ...format, before, after, changes, layoutOnly, notes }
}

import type { Projection, Resolved } from '@homelab/estate'
import { printJson } from '@homelab/formats'

/**
 * The resolved estate itself: whoever compares two revisions, or asks what is where, reads it without running code. What a
 * run found is not part of it.
 */
export const estateJson: Projection = {
  target: 'estate',
  render: resolved => ({ files: [file(resolved)], claims: [], findings: [] }),
}

function file({ findings: _, ...resolved }: Resolved): { path: string; content: string; sources: string[] } {
  return { path: 'estate.json', content: printJson(resolved), sources: [resolved.file] }
}

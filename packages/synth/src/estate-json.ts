import { statedDocument } from '@homelab/estate/model'
import { printJson } from '@homelab/formats'
import type { StatedProjection } from './render.ts'

/**
 * What the estate states: whoever compares two revisions, or asks what is where, reads it without running code. What follows
 * from it takes milliseconds (`readStated`, `resolve`).
 */
export const estateJson: StatedProjection = {
  target: 'estate',
  renderStated: stated => ({
    files: [{ path: 'estate.json', content: printJson(statedDocument(stated)), sources: [stated.file] }],
    claims: [],
    findings: [],
  }),
}

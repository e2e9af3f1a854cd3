import type { Projection, ResolvedWithWorkloads } from '@homelab/estate'
import { printJson } from '@homelab/formats'

/**
 * The resolved estate itself: whoever compares two revisions, or asks what is where, reads it without running code. What a
 * run found is not part of it.
 */
export const estateJson: Projection = {
  target: 'estate',
  render: resolved => ({ files: [file(resolved)], claims: [], findings: [] }),
}

function file({ findings: _, operations: __, ...resolved }: ResolvedWithWorkloads): {
  path: string
  content: string
  sources: string[]
} {
  return {
    path: 'estate.json',
    content: printJson({ ...resolved, services: resolved.services.map(said) }),
    sources: [resolved.file],
  }
}

function said({
  at: _,
  kind: __,
  address: ___,
  addresses: ____,
  runs: _____,
  shares: ______,
  slots: _______,
  ...service
}: ResolvedWithWorkloads['services'][number]) {
  const { name, title, summary, file, workload, ...rest } = service
  return { name, title, summary, file, workload, ...rest }
}

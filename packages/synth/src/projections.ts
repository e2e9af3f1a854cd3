import type { Projection } from '@homelab/estate'

/** The projections, in the order of the table. */
export async function loadProjections(): Promise<readonly Projection[]> {
  return []
}

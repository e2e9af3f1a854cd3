import type { ChangeFacet, Part } from '@homelab/estate/model'

/** What targets know of changes, in the order in which they are asked to read a file; then what parts know. */
export async function changeFacets(parts: readonly Part[]): Promise<readonly ChangeFacet[]> {
  const [targets, own] = await Promise.all([targetFacets(), Promise.all(parts.flatMap(part => part.changes?.() ?? []))])
  return [...own, ...targets]
}

async function targetFacets(): Promise<readonly ChangeFacet[]> {
  const [{ kubernetesChanges }] = await Promise.all([import('@homelab/kubernetes/changes')])
  // Last who reads any YAML.
  return [kubernetesChanges]
}

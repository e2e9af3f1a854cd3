import type { ChangeFacet, Part } from '@homelab/estate/model'

/** What targets know of changes, in the order in which they are asked to read a file; then what parts know. */
export async function changeFacets(parts: readonly Part[]): Promise<readonly ChangeFacet[]> {
  const [targets, own] = await Promise.all([targetFacets(), Promise.all(parts.flatMap(part => part.changes?.() ?? []))])
  return [...own, ...targets]
}

async function targetFacets(): Promise<readonly ChangeFacet[]> {
  const [
    { statedChanges },
    { ansibleChanges, caddyChanges },
    { tailnetChanges },
    { pulumiChanges },
    { observabilityChanges },
    { docsChanges },
    { estateJsonChanges },
    { kubernetesChanges },
  ] = await Promise.all([
    import('@homelab/changes'),
    import('@homelab/ansible-gen/changes'),
    import('@homelab/tailnet/changes'),
    import('@homelab/pulumi/changes'),
    import('@homelab/observability/changes'),
    import('@homelab/docs/changes'),
    import('./estate-json-changes.ts'),
    import('@homelab/kubernetes/changes'),
  ])
  return [
    statedChanges,
    ansibleChanges,
    caddyChanges,
    tailnetChanges,
    pulumiChanges,
    observabilityChanges,
    docsChanges,
    estateJsonChanges,
    // Last: it reads any YAML.
    kubernetesChanges,
  ]
}

/**
 * What is read of workloads and volumes that other packages define: their data is the interface, and packages that render
 * other systems are not imported here.
 */
import type { ResolvedService, Volume } from '@homelab/estate'

/** A PostgreSQL cluster of CloudNativePG. */
export interface PostgresShape {
  readonly namespace: string
  readonly instances: number
  readonly storage: { readonly size: string }
}

export function postgresOf({ workload }: ResolvedService): PostgresShape | undefined {
  return workload.kind === 'postgres' ? (workload as unknown as PostgresShape) : undefined
}

/** A persistent volume claim that is made for one service. */
export interface ClaimShape {
  readonly namespace: string
  /** The claim's name. */
  readonly claim: string
  readonly volume: Volume
}

/** The claims of a service's own, those of its StatefulSet's first pod included. */
export function claimsOf({ name, workload, volumes }: ResolvedService): readonly ClaimShape[] {
  const { namespace, objectName = name } = workload as { readonly namespace?: string; readonly objectName?: string }
  if (namespace === undefined) return []
  return volumes.flatMap(volume => {
    const { source, claim } = volume as Volume & { readonly source?: string; readonly claim?: string }
    if (source === 'claim' && claim !== undefined) return [{ namespace, claim, volume }]
    return source === 'claim-template' ? [{ namespace, claim: `${volume.name}-${objectName}-0`, volume }] : []
  })
}

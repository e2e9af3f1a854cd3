import type { HeldVolume, HostFolder, MadeObject, Mine, Volume } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { fixedOf } from '../../runs/pods.ts'
import type { ExistingClaim, PodVolume } from './index.ts'

interface VolumesOf {
  readonly namespace: string
  readonly volumes: readonly PodVolume[] | undefined
  /** The name of the StatefulSet, by which its claims are named. */
  readonly object: string
  /** How many pods it has; one by default. */
  readonly replicas?: number
}

/**
 * The claims of a workload's pods.
 *
 */
export function heldVolumes(
  { service, cluster }: Mine,
  { namespace, volumes = [], object, replicas = 1 }: VolumesOf,
): readonly HeldVolume[] {
  return volumes.flatMap((volume): readonly HeldVolume[] => {
    const id = `${service.name}/volume/${volume.name}`
    switch (volume.source) {
      case 'claim':
      case 'claim-template': {
        const storageClass = volume.storageClass ?? cluster?.storageClass
        const made = volume.source
        const claims = volume.source === 'claim' ? [volume.claim] : claimsOf(volume.name, object, replicas)
        return claims.map((claim, index) => ({
          ...{ id: index === 0 ? id : `${id}-${index}`, part: 'claim', on: 'claim', made, volume, claim, namespace },
          ...({ access: 'one-node', reclaim: 'unknown' } as const),
          objects: made === 'claim' ? [madeObject('PersistentVolumeClaim', claim)] : [],
          ...present({ storageClass, folder: folderOf(cluster, storageClass, namespace, claim) }),
        }))
      }
      case 'existing-claim': {
        const { claim, storageClass = cluster?.storageClass } = volume
        // What another service makes is told there.
        if (!isHeld(volume)) return []
        const folder = folderOf(cluster, storageClass, namespace, claim)
        return [
          {
            ...({ id, part: 'claim', on: 'claim', made: 'existing', volume, claim, namespace, objects: [] } as const),
            ...({ access: 'one-node', reclaim: 'unknown' } as const),
            ...present({ storageClass, folder }),
          },
        ]
      }
      case 'node-folder':
        return cluster === undefined ? [] : [{ id, part: 'node-folder', on: 'host', volume, host: cluster.on }]
      case 'share-claim': {
        const { claim, persistentVolume, share, writable } = volume
        const objects = [madeObject('PersistentVolumeClaim', claim), madeObject('PersistentVolume', persistentVolume)]
        return [
          {
            ...{ id, part: 'share-claim', on: 'share', share: share.name, claim, namespace, persistentVolume, objects },
            access: writable === true ? 'many-nodes' : 'many-nodes-read',
            reclaim: 'kept',
          },
        ]
      }
      case 'nfs':
        return [{ id, part: 'nfs', on: 'share', share: volume.share.name }]
      default:
        return []
    }
  })
}

function isHeld(volume: ExistingClaim): volume is ExistingClaim & Volume & { readonly size: string } {
  return volume.holds !== undefined && volume.size !== undefined
}

/** Where a claim lies on the cluster's host, where that is known of its class. */
function folderOf(
  cluster: Mine['cluster'],
  storageClass: string | undefined,
  namespace: string,
  claim: string,
): HostFolder | undefined {
  const pattern = storageClass === undefined ? undefined : cluster?.claimFolders?.[storageClass]
  if (cluster === undefined || pattern === undefined) return undefined
  const path = pattern.replaceAll('{namespace}', namespace).replaceAll('{claim}', claim)
  return { at: { kind: 'host', name: cluster.on }, path }
}

/** One a pod: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage */
function claimsOf(volume: string, object: string, replicas: number): readonly string[] {
  return Array.from({ length: Math.max(1, replicas) }, (_, index) => `${volume}-${object}-${index}`)
}

function madeObject(kind: string, name: string): MadeObject {
  return { kind, name, fixed: fixedOf(kind) }
}

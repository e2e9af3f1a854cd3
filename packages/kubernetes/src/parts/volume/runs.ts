import type { HeldVolume, MadeObject, Mine } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { fixedOf } from '../../runs/pods.ts'
import type { PodVolume } from './index.ts'

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
          ...present({ storageClass }),
        }))
      }
      case 'share-claim': {
        const { claim, persistentVolume, share } = volume
        const objects = [madeObject('PersistentVolumeClaim', claim), madeObject('PersistentVolume', persistentVolume)]
        return [
          {
            ...{ id, part: 'share-claim', on: 'share', share: share.name, claim, namespace, persistentVolume, objects },
            ...({ access: 'many-nodes-read', reclaim: 'kept' } as const),
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

/** One a pod: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage */
function claimsOf(volume: string, object: string, replicas: number): readonly string[] {
  return Array.from({ length: Math.max(1, replicas) }, (_, index) => `${volume}-${object}-${index}`)
}

function madeObject(kind: string, name: string): MadeObject {
  return { kind, name, fixed: fixedOf(kind) }
}

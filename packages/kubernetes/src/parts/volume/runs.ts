import type { HeldVolume, MadeObject, Mine } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { fixedOf } from '../../runs/pods.ts'
import type { PodVolume } from './index.ts'

/**
 * The claims of a workload's pods.
 *
 * @param object the name of the StatefulSet, by which its claims are named
 */
export function heldVolumes(
  { service, cluster }: Mine,
  { namespace, volumes = [], object }: { namespace: string; volumes: readonly PodVolume[] | undefined; object: string },
): readonly HeldVolume[] {
  return volumes.flatMap((volume): readonly HeldVolume[] => {
    const id = `${service.name}/volume/${volume.name}`
    switch (volume.source) {
      case 'claim':
      case 'claim-template': {
        const storageClass = volume.storageClass ?? cluster?.storageClass
        // Of the first pod: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
        const claim = volume.source === 'claim' ? volume.claim : `${volume.name}-${object}-0`
        const made = volume.source
        return [
          {
            ...{ id, part: 'claim', on: 'claim', made, volume, claim, namespace },
            ...({ access: 'one-node', reclaim: 'unknown' } as const),
            objects: made === 'claim' ? [madeObject('PersistentVolumeClaim', claim)] : [],
            ...present({ storageClass }),
          },
        ]
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

function madeObject(kind: string, name: string): MadeObject {
  return { kind, name, fixed: fixedOf(kind) }
}

import type { Finding, ResolvedService } from '@homelab/estate/model'
import type { OwnedObject } from '../../cluster/manifest.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import { jobsOf } from '../job/all.ts'
import type { ExistingClaim, PodVolume } from './index.ts'

interface Mounting {
  readonly volumes?: readonly PodVolume[]
}

/** The volumes of a workload's pods, those beside its main ones and of its jobs included. */
function volumesOf(
  workload: ClusterWorkload & Mounting & { readonly beside?: readonly Mounting[] },
): readonly PodVolume[] {
  const { volumes = [], beside = [] } = workload
  // Of charts and others nothing here is a volume of pods.
  const own = Array.isArray(volumes) ? volumes : []
  return [...own, ...[...beside, ...jobsOf(workload)].flatMap(each => each.volumes ?? [])]
}

/** What types can't say of volumes. */
export function checkVolumes({ name: subject, file }: ResolvedService, workload: ClusterWorkload): Finding[] {
  return volumesOf(workload).flatMap((volume): Finding[] => {
    const where = { subject, path: `volumes.${volume.name}`, file }
    if (volume.source === 'share-claim' && volume.writable === true && volume.share.readOnly === true)
      return [
        {
          code: 'refused-mount',
          where,
          problem: `the host exports ${volume.share.name} for reading, and the claim is to be written`,
          fix: 'leave `writable` out, or export the share for writing, too',
        },
      ]
    if (volume.source === 'node-folder' && !isFolder(volume.path))
      return [
        {
          code: 'invalid-path',
          where,
          problem: 'this is no folder of a node',
          got: JSON.stringify(volume.path),
          expected: 'an absolute path without ..',
          fix: 'correct the path',
        },
      ]
    return []
  })
}

function isFolder(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith('/') && !path.split('/').includes('..')
}

/** Claims of others that a workload names: `NAMESPACE/CLAIM`. */
export function existingClaims(workload: ClusterWorkload): readonly (readonly [string, ExistingClaim])[] {
  return volumesOf(workload).flatMap(volume =>
    volume.source === 'existing-claim' && volume.holds !== undefined
      ? [[`${workload.namespace}/${volume.claim}`, volume] as const]
      : [],
  )
}

/** A claim that a service of the estate makes is said there, with what it holds and how that is backed up. */
export function checkExisting(
  service: ResolvedService,
  workload: ClusterWorkload,
  objects: readonly OwnedObject[],
): Finding[] {
  return existingClaims(workload).flatMap(([claim, { name }]): Finding[] => {
    const maker = objects.find(
      ({ manifest: { kind, metadata } }) =>
        kind === 'PersistentVolumeClaim' && `${metadata.namespace}/${metadata.name}` === claim,
    )
    if (maker === undefined) return []
    return [
      {
        code: 'duplicate-setting',
        where: { subject: service.name, path: `volumes.${name}`, file: service.file },
        problem: `${maker.service} makes this claim, and says what it holds`,
        fix: 'leave out what it holds here',
      },
    ]
  })
}

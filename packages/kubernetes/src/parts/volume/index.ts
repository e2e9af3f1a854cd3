import type { Backup, Content, Share, Volume } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** A volume of a pod. The first argument of each constructor is the volume's name in the pod, to which mounts refer. */
export type PodVolume =
  | Claim
  | ClaimTemplate
  | ShareClaim
  | NfsVolume
  | ConfigMapVolume
  | SecretVolume
  | HostPath
  | EmptyDir

interface Data {
  /** What is in it, one clause. */
  readonly holds: string
  /** For example `20Gi`. */
  readonly size: string
  /** The cluster's default by default. */
  readonly storageClass?: string
  readonly backup: Backup
}

/** A claim of its own, made once and kept. */
export interface Claim extends Volume {
  readonly source: 'claim'
  readonly size: string
  readonly claim: string
  readonly storageClass?: string
}

/**
 * A PersistentVolumeClaim that outlives its pods.
 *
 * @param claimName as it stands in the cluster; can't be changed once there is data
 * @example claim('data', 'app-data', { size: '10Gi', holds: 'notes', backup: notBackedUp('made again from its sources') })
 */
export function claim(name: string, claimName: string, data: Data): Claim {
  return made({ kind: 'volume', source: 'claim', name, claim: claimName, ...data })
}

/** A claim for each pod of a StatefulSet. Can't be changed once the StatefulSet exists. */
export interface ClaimTemplate extends Volume {
  readonly source: 'claim-template'
  readonly size: string
  readonly storageClass?: string
}

/**
 * A claim for each pod of a StatefulSet; can't be changed once the StatefulSet exists.
 *
 * @example claimTemplate('data', { size: '10Gi', holds: 'metrics', backup: notBackedUp('kept for 30 days') })
 */
export function claimTemplate(name: string, data: Data): ClaimTemplate {
  return made({ kind: 'volume', source: 'claim-template', name, ...data })
}

/** A read-only claim bound to a persistent volume over a host's NFS export. */
export interface ShareClaim {
  readonly source: 'share-claim'
  readonly name: string
  readonly claim: string
  readonly persistentVolume: string
  readonly share: Share
  /** What the API wants said of an export without a size of its own. */
  readonly size: string
}

/**
 * A read-only claim bound to a share of a host.
 *
 * @example shareClaim('music', { claim: 'music', persistentVolume: 'music', share: music, size: '1Ti' })
 */
export function shareClaim(name: string, props: Omit<ShareClaim, 'source' | 'name'>): ShareClaim {
  return made({ source: 'share-claim', name, ...props })
}

/** A host's NFS export, mounted without a claim. */
export interface NfsVolume {
  readonly source: 'nfs'
  readonly name: string
  readonly share: Share
}

/**
 * A share of a host, mounted without a claim.
 *
 * @example nfs('music', music)
 */
export function nfs(name: string, share: Share): NfsVolume {
  return made({ source: 'nfs', name, share })
}

/** A ConfigMap made of contents. Pods that read it roll when it changes. */
export interface ConfigMapVolume {
  readonly source: 'config-map'
  readonly name: string
  readonly configMap: string
  readonly files: Readonly<Record<string, Content>>
  /** Octal as a number: `0o755`. */
  readonly defaultMode?: number
}

/**
 * Files of contents, mounted as a folder; pods roll when one changes.
 *
 * @param defaultMode permissions, such as 0o555; 0644 by default
 * @example configMap('config', 'app-config', { 'app.yaml': yaml({ log: 'info' }) })
 */
export function configMap(
  name: string,
  configMapName: string,
  files: Readonly<Record<string, Content>>,
  defaultMode?: number,
): ConfigMapVolume {
  return made({
    source: 'config-map',
    name,
    configMap: configMapName,
    files,
    ...present({ defaultMode }),
  })
}

export interface SecretVolume {
  readonly source: 'secret'
  readonly name: string
  readonly secret: string
}

/**
 * A Secret's keys as files.
 *
 * @param secret its name in the namespace
 */
export function secretVolume(name: string, secret: string): SecretVolume {
  return made({ source: 'secret', name, secret })
}

/** A folder of the node. */
export interface HostPath {
  readonly source: 'host-path'
  readonly name: string
  readonly path: string
  readonly type?: HostPathType
}

/** What has to be there before the pod starts, or is made: https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types */
export type HostPathType =
  | 'Directory'
  | 'DirectoryOrCreate'
  | 'File'
  | 'FileOrCreate'
  | 'Socket'
  | 'CharDevice'
  | 'BlockDevice'

/**
 * A folder of the node: what it holds is gone with the node. A device below `/dev` is opened by privileged containers, and by
 * those to which a device plugin gives it (`devices`).
 *
 * @param type what has to be there; anything, or nothing, by default
 * @example hostPath('logs', '/var/log/pods')
 */
export function hostPath(name: string, path: string, type?: HostPathType): HostPath {
  return made({ source: 'host-path', name, path, ...present({ type }) })
}

/** Scratch space that goes with the pod. */
export interface EmptyDir {
  readonly source: 'empty-dir'
  readonly name: string
}

/**
 * Scratch space that goes with the pod.
 *
 * @example emptyDir('tmp')
 */
export function emptyDir(name: string): EmptyDir {
  return made({ source: 'empty-dir', name })
}

export interface Mount {
  readonly path: string
  readonly subPath?: string
  readonly readOnly?: true
}

/** Where a container sees a volume: a path, a mount, or several. */
export type Mounts = Readonly<Record<string, string | Mount | readonly Mount[]>>

import type { Backup, Content, NfsOption, Share, Volume } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** A volume of a pod. The first argument of each constructor is the volume's name in the pod, to which mounts refer. */
export type PodVolume =
  | Claim
  | ClaimTemplate
  | ExistingClaim
  | ShareClaim
  | NfsVolume
  | ConfigMapVolume
  | SecretVolume
  | HostPath
  | NodeFolder
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

/** A claim that something else makes: another service of the namespace, a chart, or somebody by hand. */
export interface ExistingClaim extends Partial<Volume> {
  readonly source: 'existing-claim'
  readonly name: string
  readonly claim: string
  readonly storageClass?: string
}

/**
 * A claim that is made elsewhere: pods mount it, and nothing of it is rendered.
 *
 * @param claimName as it stands in the namespace
 * @param data what is in it, where no service of the estate makes it and says so: the claim of a chart, or one by hand
 * @example existingClaim('data', 'mail-data', { size: '10Gi', holds: 'mail', backup: notBackedUp('the provider keeps it') })
 */
export function existingClaim(name: string, claimName: string, data?: Data): ExistingClaim {
  return made({
    source: 'existing-claim',
    name,
    claim: claimName,
    ...(data !== undefined && { kind: 'volume' as const, ...data }),
  })
}

/** A claim bound to a persistent volume over a host's NFS export; for reading, where it does not say otherwise. */
export interface ShareClaim {
  readonly source: 'share-claim'
  readonly name: string
  readonly claim: string
  readonly persistentVolume: string
  readonly share: Share
  /** What the API wants said of an export without a size of its own. */
  readonly size: string
  /** Pods of every node may write it, several at a time: no place for a database of files. */
  readonly writable?: true
  /** How nodes mount it; what the node says by default. */
  readonly mountOptions?: readonly NfsOption[]
}

/**
 * A claim bound to a share of a host. Other services of the namespace mount it with `existingClaim`; in another namespace it
 * takes a claim and a persistent volume of its own, since a volume is bound to one claim.
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

/** Permissions that files of a pod have any use for: who may write may read, and nobody outside of it may write. */
export type Permissions = 0o400 | 0o440 | 0o444 | 0o500 | 0o550 | 0o555 | 0o600 | 0o640 | 0o644 | 0o700 | 0o750 | 0o755

/** A ConfigMap made of contents. Pods that read it roll when it changes. */
export interface ConfigMapVolume {
  readonly source: 'config-map'
  readonly name: string
  readonly configMap: string
  readonly files: Readonly<Record<string, Content>>
  /** Octal as a number: `0o755`. */
  readonly defaultMode?: Permissions
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
  defaultMode?: Permissions,
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

/** A folder of the cluster's host with data in it. */
export interface NodeFolder extends Volume {
  readonly source: 'node-folder'
  readonly path: string
  readonly type?: 'Directory' | 'DirectoryOrCreate'
}

/**
 * A folder of the cluster's host in which pods keep data; the host's backup saves it. In a cluster of several nodes the pods
 * must be kept on that host.
 *
 * @param data `type`: whether the folder has to be there (`Directory`), or is made; nobody looks by default
 * @example nodeFolder('data', '/srv/letters', { holds: 'letters', backup: saved('high') })
 */
export function nodeFolder(
  name: string,
  path: string,
  data: Pick<Data, 'holds' | 'backup'> & Pick<NodeFolder, 'type'>,
): NodeFolder {
  return made({ kind: 'volume', source: 'node-folder', name, path, ...data })
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

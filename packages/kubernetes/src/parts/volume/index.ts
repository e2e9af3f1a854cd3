import type { Backup, Content, Share, Volume } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'

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

export function claim(name: string, claimName: string, data: Data): Claim {
  return made({ kind: 'volume', source: 'claim', name, claim: claimName, ...data })
}

/** A claim for each pod of a StatefulSet. Can't be changed once the StatefulSet exists. */
export interface ClaimTemplate extends Volume {
  readonly source: 'claim-template'
  readonly size: string
  readonly storageClass?: string
}

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

export function shareClaim(name: string, props: Omit<ShareClaim, 'source' | 'name'>): ShareClaim {
  return made({ source: 'share-claim', name, ...props })
}

/** A host's NFS export, mounted without a claim. */
export interface NfsVolume {
  readonly source: 'nfs'
  readonly name: string
  readonly share: Share
}

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
    ...(defaultMode === undefined ? {} : { defaultMode }),
  })
}

export interface SecretVolume {
  readonly source: 'secret'
  readonly name: string
  readonly secret: string
}

export function secretVolume(name: string, secret: string): SecretVolume {
  return made({ source: 'secret', name, secret })
}

/** A folder of the node. */
export interface HostPath {
  readonly source: 'host-path'
  readonly name: string
  readonly path: string
}

export function hostPath(name: string, path: string): HostPath {
  return made({ source: 'host-path', name, path })
}

/** Scratch space that goes with the pod. */
export interface EmptyDir {
  readonly source: 'empty-dir'
  readonly name: string
}

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

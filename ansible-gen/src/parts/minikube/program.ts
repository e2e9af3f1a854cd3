import { type EndpointUse, made, type OwnUrl, usesOf } from '@homelab/estate/model'
import type { Program } from '../../host/program.ts'

/** A cluster that minikube runs on this host. Its API server's port is the service's port `api`. */
export interface MinikubeCluster extends Program {
  readonly kind: 'minikube'
  readonly profile: string
  /** With `v`. */
  readonly version: string
  readonly driver: 'docker'
  readonly containerRuntime: 'docker' | 'containerd'
  readonly cpus: number
  readonly memoryMegabytes: number
  /** As minikube writes it: `200g`. */
  readonly disk: string
  /** Names for which the API server's certificate is valid. */
  readonly serverNames: readonly (string | OwnUrl)[]
  readonly listenAddress: string
  /** The name of this host as the node resolves it. */
  readonly gateway: string
  /** Registries whose images the node pulls through the mirror that the service needs. */
  readonly mirrored: readonly UpstreamRegistry[]
}

/** A cluster that minikube runs on this host. Its API server's port is the service's port `api`. */
export function minikubeCluster(cluster: Omit<MinikubeCluster, 'kind' | 'reads'>): MinikubeCluster {
  return made({ kind: 'minikube', ...cluster })
}

export interface UpstreamRegistry {
  /** The registry in the names of images: `docker.io`. */
  readonly name: string
  readonly url: string
}

/** Makes the endpoint the mirror of the cluster's registries; its own images may be pushed through it. */
export interface ImageMirrorUse extends EndpointUse {
  readonly kind: 'image-mirror'
}

export const isImageMirror = usesOf<ImageMirrorUse>('image-mirror')

/** The endpoint is the registry through which the cluster pulls images of others. */
export function asImageMirror(): ImageMirrorUse {
  return made({ kind: 'image-mirror', uses: 'endpoint' })
}

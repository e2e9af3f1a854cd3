import type { Keys, Where } from '@homelab/estate/model'

/** A rendered object with the service that it belongs to. */
export interface OwnedObject {
  readonly service: string
  readonly file: string
  readonly manifest: Manifest
  /** The way in its service to what it is made of. */
  readonly keys: Keys
}

export interface Manifest {
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly annotations?: Readonly<Record<string, string>>
  }
  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, read by name
  readonly spec?: any
  readonly data?: Readonly<Record<string, string>>
}

/** A place in a rendered object, for a finding: `Deployment web.spec.replicas`. */
export function placeIn({ service: subject, file, keys, manifest }: OwnedObject, at: string): Where {
  return { subject, path: `${manifest.kind} ${manifest.metadata.name}.${at}`, keys, file }
}

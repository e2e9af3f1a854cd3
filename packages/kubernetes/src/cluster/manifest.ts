/** A rendered object with the service that it belongs to. */
export interface OwnedObject {
  readonly service: string
  readonly file: string
  readonly manifest: Manifest
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

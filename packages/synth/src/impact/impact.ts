import type { ToldOf } from '@homelab/observability/render'

/** What a thing is that may fall; a name may stand for several. */
export type Fallen =
  | { readonly kind: 'host' | 'cluster' | 'service' | 'share' | 'person' | 'link' | 'name'; readonly name: string }
  | { readonly kind: 'item'; readonly vault: string; readonly name: string }
  /** A disk, or a folder, of a host: everything at or below it. */
  | { readonly kind: 'folder'; readonly host: string; readonly name: string }

/** What follows when something is away. */
export interface Impact {
  readonly asked: string
  readonly fell: readonly Fallen[]
  /** In the order in which they go: each with the step of the fall, 0 for what fell itself. */
  readonly stops: readonly Stop[]
  /** What still runs, and what it can't do any more. */
  readonly degrades: readonly Lost[]
  /** What goes on as it is, and does not restart, or can't be changed. */
  readonly later: readonly Lost[]
  /** What may be hit, and nobody states enough to say. */
  readonly unknown: readonly Lost[]
  readonly alerts: ToldOf
  readonly data: {
    readonly restorable: readonly Restorable[]
    /** Of which no copy is stated that is not away as well. */
    readonly lost: readonly Unsaved[]
  }
  /** What to do, first things first; sentences without a full stop. */
  readonly first: readonly string[]
  /** What stopped, each after what it needs. */
  readonly back: readonly string[]
}

export interface Stop {
  readonly service: string
  readonly step: number
  readonly because: string
}

export interface Lost {
  readonly service: string
  readonly what: readonly string[]
}

export interface Restorable {
  readonly service: string
  readonly holds: string
  /** The repository's label. */
  readonly repository: string
  /** `HOST:SHARE`, `HOST:PATH` or a server; absent where nobody states where the repository lies. */
  readonly on?: string
  /** How old the newest copy is at most while backups run as they should. */
  readonly oldestSeconds?: number
}

export interface Unsaved {
  /** A service, or the host of a share. */
  readonly service: string
  readonly holds: string
  readonly why: string
}

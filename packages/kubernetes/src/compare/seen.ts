import type { Path } from '@homelab/changes/fields'
import type { Cluster } from '@homelab/estate/model'
import type { FieldDifference } from './fields.ts'
import type { Manifest } from './json.ts'

/** An object as people name it. */
export interface Named {
  readonly kind: string
  readonly name: string
  /** Absent for objects of the whole cluster, and where nobody says one. */
  readonly namespace?: string
}

/** An object that is rendered, with the files of the estate that its facts come from. */
export interface RenderedManifest {
  readonly manifest: Manifest
  readonly sources: readonly string[]
}

/** One thing that is not as it ran: a field, or an object that came or went (whose path is empty). */
export interface Seen extends Named, FieldDifference {
  readonly what: 'field' | 'new' | 'gone'
}

/** What a difference is judged by. */
export interface Around {
  readonly live?: Manifest
  readonly rendered?: RenderedManifest
  /** Fields that the delivery leaves alone. */
  readonly kept: (of: Named, path: Path) => boolean
  /** Whether the group has the object from somewhere else too. */
  readonly stays: (of: Named) => boolean
  readonly cluster: Cluster
}

/** Somebody or something that knows why a field is not what it was. */
export interface Explanation {
  /** What it says to a reader, without a full stop. */
  readonly says: string
  /** A difference that the estate declares, or what is true of everything that is rendered. */
  readonly by: 'difference' | 'rule'
  readonly explains: (seen: Seen, around: Around) => boolean
}

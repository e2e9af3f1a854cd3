import type { Report } from '@homelab/changes'
import type { Finding } from '@homelab/estate/model'
import type { Sources } from '../causes/units.ts'
import type { Revision } from '../diff/revision.ts'
import type { RenderedTargets } from '../types/attempt.ts'

/** What a thread renders. */
export interface ThreadOptions {
  /** Absolute: the folder of the packages. */
  readonly repository: string
  /** Absolute: the folder above `apps`. */
  readonly root: string
  /** The estate's module, below it. */
  readonly estate: string
  /** Absolute: the folder to write into. */
  readonly out: string
}

/** What is committed; a sentence where that can't be read. */
export type Base = Revision | string

/** What a thread is asked. Rounds are counted: the latest is the one that counts. */
export type Question =
  | { readonly ask: 'render'; readonly round: number; readonly sources: Sources; readonly base: Base | 'as before' }
  /** To write what it rendered last. */
  | { readonly ask: 'write'; readonly round: number }

/** What was rendered, without the files themselves. */
interface RenderedAnswer {
  readonly tell: 'rendered'
  readonly round: number
  readonly targets: RenderedTargets
  /** A sentence where nothing can be said of changes. */
  readonly report: Report | string
  /** Whether the lines that made the changes are still looked for. */
  readonly more: boolean
  /** How many modules it keeps: Node lets none go. */
  readonly modules: number
}

/** What it answers. */
export type Answer =
  | RenderedAnswer
  | { readonly tell: 'causes'; readonly round: number; readonly report: Report }
  | {
      readonly tell: 'written'
      readonly round: number
      readonly files: number
      readonly findings: readonly Finding[]
      /** Why it could not be written. */
      readonly problem?: string
    }

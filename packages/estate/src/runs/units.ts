import type { Entry } from './entry.ts'

interface AnyUnit extends Entry {
  readonly host: string
  /** `kept`: started again whenever it ends. `calendar`: at times. `interval`: each time so long after the last. `once`: when it is loaded. */
  readonly runs: 'kept' | 'calendar' | 'interval' | 'once'
  /** Absolute paths of the files that make it known to what starts it. */
  readonly definedIn: readonly string[]
  /** Absolute paths of what it writes about itself, errors first; empty where that is a journal. */
  readonly logs: readonly string[]
  /** Ids of the files of which a change restarts it. */
  readonly restartedBy: readonly string[]
  /** The program, absolute; where the unit itself says it. */
  readonly program?: string
}

/** A program, or a machine, that something keeps running. */
export type Unit =
  | (AnyUnit & { readonly manager: 'launchd'; readonly label: string; readonly root: boolean })
  | (AnyUnit & { readonly manager: 'homebrew'; readonly formula: string })
  | (AnyUnit & {
      readonly manager: 'systemd'
      /** Without its ending. */
      readonly unit: string
      /** What is started and stopped: the timer where there is one; with its ending. */
      readonly managed: string
      readonly timer: boolean
    })
  | (AnyUnit & { readonly manager: 'minikube'; readonly profile: string })
  /** A machine that a platform keeps: it is asked, and acted on, through the platform. */
  | (AnyUnit & { readonly manager: 'platform'; readonly name: string })

export interface OwnFile extends Entry {
  readonly host: string
  /** Absolute. */
  readonly path: string
  readonly mode: string
  /** The login of the host by default. */
  readonly owner?: string
  readonly holdsSecret: boolean
}

export interface OwnFolder extends Entry {
  readonly host: string
  /** Absolute. */
  readonly path: string
  readonly mode: string
  readonly owner?: string
}

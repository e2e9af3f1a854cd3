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
  /** Ids of the files that it takes over while it runs. */
  readonly reloadedBy?: readonly string[]
  /** The program, absolute; where the unit itself says it. */
  readonly program?: string
}

/** A program, or a cluster, that something of a host keeps running; in the words of the part that sets it up. */
export interface HostUnit extends AnyUnit {
  readonly manager: 'host'
  readonly is: 'program' | 'cluster'
  /** It runs as root, and not as the login of the host. */
  readonly root?: boolean
  /** What people call such a thing, before its name. */
  readonly title: string
  /** What it is called on its host; unique there among those of its part. */
  readonly name: string
  /** Of a cluster: what its nodes have together, as a quantity of Kubernetes; unset where nobody says it. */
  readonly memory?: string
  /** The same of processors. */
  readonly processors?: number
  /** Of a cluster: the storage classes that it comes with. */
  readonly storageClasses?: readonly string[]
  /** Of a cluster: the files that log its owner in, below the home folder of the host. */
  readonly keys?: { readonly authority: string; readonly certificate: string; readonly key: string }
}

/** A program, or a machine, that something keeps running. */
export type Unit =
  | HostUnit
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

import type { HostFile } from './files.ts'

/** Something that runs on a host. Each kind is defined by a part of hosts, with a constructor that decides its type. */
export interface Program {
  /** The part's key: what no registered part knows is a finding. */
  readonly kind: string
  /** The files it reads: a change of one restarts it, where it says no other way. */
  readonly reads?: readonly HostFile[]
}

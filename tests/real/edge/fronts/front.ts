import type { Estate } from '@homelab/estate'
import type { Question } from '../client.ts'
import type { Network } from '../namespace.ts'

/** A visitor of the proxy. `Fly-Client-IP` in the request says who it is, where somebody stands between who may say so. */
export type Visit = Omit<Question, 'port' | 'to' | 'tlsName'>

/** How a provider's rendered files come to a machine, and how its visitors come to it. */
export interface LiveFront {
  readonly name: string
  /** The lab behind it. */
  readonly estate: Estate
  /** It listens on all addresses, so that upstreams need a network beside it. */
  readonly apart: boolean
  /** Folders of the system of which the network has its own. */
  readonly folders: readonly string[]
  /** Where a rendered file lies on the machine, absolute. */
  readonly placeOf: (path: string) => string | undefined
  /** A rendered file as it lies there. */
  readonly text: (rendered: string) => string
  /** The folder of its logs. */
  readonly logs: string
  /** The rendered file that logrotate is given. */
  readonly rotation: string
  /** What its start script does before nginx starts. @param place where a folder of the system lies */
  readonly prepare: (
    network: Network,
    place: (folder: string) => string,
    files: ReadonlyMap<string, string>,
  ) => Promise<void>
  readonly visit: (visit: Visit) => Question
}

export const standard = ['/etc/nginx', '/etc/fail2ban', '/run'] as const

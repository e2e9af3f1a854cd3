import type { Part } from '@homelab/estate/model'
import type { Clusters } from './clusters.ts'
import type { Machines } from './machines.ts'
import type { Names } from './names.ts'

/** How the questions are asked. */
export interface AskingOptions {
  /** Those of the estate: some judge the answers of hosts. */
  readonly parts: readonly Part[]
  /** The longest time for one answer. */
  readonly timeoutMs: number
  /** A certificate that is valid for fewer days is as good as none. */
  readonly certificateDays: number
  /** `HOST:PORT` -> `HOST:PORT`: connects there instead; names in requests and certificates stay. */
  readonly connectTo: Readonly<Record<string, string>>
  readonly tailnet: TailnetOptions
  /** The environment's KUBECONFIG, and the home folder: where kube configurations lie. */
  readonly kubeconfig: string | undefined
  readonly home: string
  /** The wall clock, for certificates. */
  readonly today: () => Date
}

interface TailnetOptions {
  /** Every name that only machines in the tailnet can look up. */
  readonly names: readonly string[]
  /** Whether only machines in the tailnet reach an address. */
  readonly holds: (address: string) => boolean
}

/** What all questions of a run share. */
export interface Asking extends AskingOptions {
  readonly names: Pick<Names, 'endpoint'>
  readonly machines: Pick<Machines, 'ask' | 'askShell'>
  readonly clusters: Pick<Clusters, 'list' | 'kubectl'>
}

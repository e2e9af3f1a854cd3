import type { Flow } from '@homelab/estate/model'

/** What is away, as far as alerts can tell. */
export interface Gone {
  readonly stops: (service: string) => boolean
  /** Whether traffic does not arrive. */
  readonly isBroken: (flow: Flow) => boolean
  /** Whether what keeps a backup service's repository is away. */
  readonly hasNoRepository: (service: string) => boolean
  /** Nothing of the estate reaches the internet. */
  readonly internet: boolean
  /** Some secret is not brought to a cluster. */
  readonly secrets: boolean
}

import type { Service } from '@homelab/estate/model'

/** Where logs and metrics are kept. */
export interface Stores {
  readonly logs: Service<'http'>
  readonly metrics: Service<'http'>
}

import { made } from '@homelab/estate/model'
import type { ExternalSecret } from '../secret/index.ts'

/** A Kubernetes Secret that whoever delivers the group makes, of values that it reads at that moment. */
export interface AppliedSecret extends Omit<ExternalSecret, 'kind'> {
  readonly kind: 'applied-secret'
}

/**
 * A Secret without an operator in the cluster: the script that applies a folder reads the values where it runs, with the program of
 * their store (`sops decrypt`), and applies them with the rest of the group. A new value arrives when the group is applied again.
 *
 * @example appliedSecret('app', { data: { password: secrets.password } })
 */
export function appliedSecret(name: string, props: Omit<AppliedSecret, 'kind' | 'name'>): AppliedSecret {
  return made({ kind: 'applied-secret', name, ...props })
}

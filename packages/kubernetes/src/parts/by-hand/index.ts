import type { Secret } from '@homelab/estate/model'
import { made } from '@homelab/estate/model'

/** Something done by hand, once, before the cluster can do it for itself. */
export interface BootstrapStep {
  readonly kind: 'bootstrap-step'
  /** A DNS label; the rendered file is named after it. */
  readonly name: string
  /** What to do and why by hand, one sentence. */
  readonly what: string
  /** The commands of the step, where filling a template is not enough. */
  readonly commands?: readonly string[]
  /** Secrets that are made from the vault at that moment; rendered as a template without values. */
  readonly secrets?: readonly BootstrapSecret[]
}

/** A Secret that nothing in the cluster delivers. */
export interface BootstrapSecret {
  readonly name: string
  /** Key -> reference, or a text that is no secret. */
  readonly data: Readonly<Record<string, Secret | string>>
}

/**
 * A Secret that must be there before anything can fetch secrets: made by hand, once, by the guide.
 *
 * @param name of the Secret
 */
export function bootstrapStep(name: string, props: Omit<BootstrapStep, 'kind' | 'name'>): BootstrapStep {
  return made({ kind: 'bootstrap-step', name, ...props })
}

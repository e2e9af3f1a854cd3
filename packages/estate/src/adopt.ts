import { present } from '@homelab/formats/present'
import { made } from './made.ts'

/**
 * An object that ran before the estate rendered it, and that has to stay the same one: under another name, or with
 * another value of a field that cannot be changed in place, it would be recreated, and what it holds would be gone.
 *
 * Taken from what ran, not from what is rendered, it is the second witness of each.
 */
export interface Adopted {
  /** As the object says it: `StatefulSet`. */
  readonly kind: string
  readonly name: string
  /** The workload's by default. */
  readonly namespace?: string
  /**
   * Fields with the values that they keep, each compared whole: `'spec.serviceName': 'web'`. `null`: it is not set.
   *
   * @default none: the object is there under its name
   */
  readonly keeps?: Readonly<Record<string, unknown>>
}

/**
 * Says that an object ran before, and stays: a name or a field that is rendered otherwise is a finding.
 *
 * @param kind as the object says it
 * @param keeps fields that cannot be changed in place, as they were
 *
 * @example adopt('StatefulSet', 'web', { 'spec.selector': { matchLabels: { app: 'web' } }, 'spec.serviceName': 'web' })
 */
export function adopt(
  kind: string,
  name: string,
  keeps: Readonly<Record<string, unknown>> = {},
  namespace?: string,
): Adopted {
  return made({ kind, name, keeps, ...present({ namespace }) })
}

import { literal } from '@homelab/formats/regexp'

/** Labels that pick series; every entry must be equal. `{ job: 'loki' }` */
export type Selector = Readonly<Record<string, string>>

/**
 * Prints a selector with the braces, labels in the order given; nothing at all when it is empty.
 *
 * @param more further matchers as PromQL writes them: `status=~"5.."`
 */
export function matching(selector: Selector, ...more: readonly string[]): string {
  const equal = Object.entries(selector).map(([label, value]) => `${label}=${quoted(value)}`)
  const matchers = [...equal, ...more]
  return matchers.length === 0 ? '' : `{${matchers.join(', ')}}`
}

/** Picks what is of one cluster, where the estate has several. */
export function among(cluster: string | undefined): Selector {
  return cluster === undefined ? {} : { cluster }
}

/** A PromQL string: escapes as Go writes them (https://prometheus.io/docs/prometheus/latest/querying/basics/). */
export function quoted(value: string): string {
  return JSON.stringify(value)
}

/** A matcher for one of several literal values, escaped for RE2: `job=~"a|b"`. */
export function oneOf(label: string, values: readonly string[]): string {
  return `${label}=~${quoted(values.map(literal).join('|'))}`
}

import type { Cluster, Part } from '@homelab/estate/model'
import { kubernetesDelivery } from '../delivery/contract.ts'
import { generalRules, type Rule } from './rules.ts'

/** What comparisons go by, for those who tell of it and compare nothing. Loads no parser. */
export { fixedFields } from './fixed.ts'
export type { Rule } from './rules.ts'

/** What is true of everything that is rendered for these clusters, and of what delivers it. */
export function rulesOf(clusters: readonly Cluster[], parts: readonly Part[]): readonly Rule[] {
  const deliveries = new Set(clusters.map(cluster => kubernetesDelivery(parts, cluster)))
  return [...generalRules, ...[...deliveries].flatMap(delivery => delivery?.rules ?? [])]
}

import { hostParts } from '@homelab/ansible-gen'
import type { Part } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'

/**
 * All that packages bring: clusters, hosts, secret stores, what watches. An estate's own stand beside them.
 *
 * @example parts: [...standardParts, mine]
 */
export const standardParts: readonly Part[] = [...clusterParts, ...hostParts, ...secretStores, ...sightParts]

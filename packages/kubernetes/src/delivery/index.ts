/** What brings rendered objects into a cluster: a folder each, and a line here and in the list. */
import type { Part } from '@homelab/estate/model'
import { applyPart } from './apply/part.ts'
import { argoCdPart } from './argocd/part.ts'
import { fluxPart } from './flux/part.ts'

export * from './apply/index.ts'
export * from './argocd/index.ts'
export * from './flux/index.ts'

/** All deliveries that come with the packages; `clusterParts` has them. */
export const deliveryParts: readonly Part[] = [argoCdPart, fluxPart, applyPart]

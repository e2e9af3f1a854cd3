import type { Part } from '@homelab/estate/model'
import { deliveryParts } from '../delivery/index.ts'
import { chartPart } from './chart/index.ts'
import { externalPart } from './external.ts'
import { kustomizationPart } from './kustomization/index.ts'
import { objectsPart } from './objects/index.ts'
import { podsPart } from './pods/index.ts'
import { postgresPart } from './postgres/index.ts'

export * from './chart/index.ts'
export * from './kustomization/index.ts'
export * from './objects/index.ts'
export * from './pods/index.ts'
export * from './postgres/index.ts'

/** What services of a cluster are made of, and what delivers them. */
export const clusterParts: readonly Part[] = [
  podsPart,
  postgresPart,
  chartPart,
  objectsPart,
  kustomizationPart,
  externalPart,
  ...deliveryParts,
]

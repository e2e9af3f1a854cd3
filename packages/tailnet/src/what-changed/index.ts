import type { ChangeFacet } from '@homelab/estate/model'
import { carriedChanges } from './carried.ts'
import { exposureChanges } from './exposure.ts'
import { reachChanges } from './reach.ts'
import { policyReader } from './reader.ts'

export const tailnetChanges: ChangeFacet = {
  readers: [policyReader],
  estates: [reachChanges, carriedChanges, exposureChanges],
}

export { refusedMeanwhile } from './meanwhile.ts'

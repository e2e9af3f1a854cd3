import type { ChangeFacet } from '@homelab/estate/model'
import { carriedChanges } from './carried.ts'
import { exposureChanges, reachChanges } from './estates.ts'
import { policyReader } from './reader.ts'

export const tailnetChanges: ChangeFacet = {
  readers: [policyReader],
  estates: [reachChanges, carriedChanges, exposureChanges],
}

export { refusedMeanwhile } from './meanwhile.ts'

import type { ChangeFacet } from '@homelab/estate/model'
import { podDangers } from '../parts/pods/dangers.ts'
import { volumeDangers } from '../parts/volume/dangers.ts'
import { manifestReader } from './reader.ts'

/** What all objects of a cluster have; parts know what is of one kind. */
export const kubernetesChanges: ChangeFacet = {
  readers: [manifestReader],
  rules: [...volumeDangers, ...podDangers],
}

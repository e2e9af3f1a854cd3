import type { ChangeFacet } from '@homelab/estate/model'
import { accessDangers, clusterDangers } from '../parts/access-dangers.ts'
import { networkPolicyDangers } from '../parts/network-policy/dangers.ts'
import { podDangers } from '../parts/pods/dangers.ts'
import { secretDangers } from '../parts/secret/dangers.ts'
import { entranceDangers } from '../parts/tailnet/dangers.ts'
import { volumeDangers } from '../parts/volume/dangers.ts'
import { manifestReader } from './reader.ts'

/** What all objects of a cluster have; parts know what is of one kind. */
export const kubernetesChanges: ChangeFacet = {
  readers: [manifestReader],
  rules: [
    ...volumeDangers,
    ...podDangers,
    ...accessDangers,
    ...clusterDangers,
    ...networkPolicyDangers,
    ...entranceDangers,
    ...secretDangers,
  ],
}

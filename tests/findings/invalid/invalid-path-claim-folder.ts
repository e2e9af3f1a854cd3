import { cluster } from '@homelab/estate'
import { sampleCluster, sampleOperator } from '@homelab/estate/samples'
import { box, type Expected, fixture } from '../parts.ts'

// here
const shelf = cluster('shelf', {
  on: box,
  ...sampleCluster,
  delivery: { kind: 'stand-in' },
  tailnet: sampleOperator,
  // Two claims of one name lie in two namespaces.
  claimFolders: { standard: '/srv/claims/{claim}', other: '/srv/{namespace}/{claim}' },
})

export default fixture(import.meta, { clusters: [shelf] })
export const expected: Expected = ['invalid-path shelf claimFolders.standard']

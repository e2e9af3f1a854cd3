import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { emptyEstate } from '@homelab/estate/samples'
import { clusterParts } from '@homelab/kubernetes'
import { standInDelivery } from '../../support/stand-in-delivery.ts'
import { box, domains, type Expected, kind } from '../parts.ts'

// here
export default estate(import.meta, 'fixture', {
  ...emptyEstate,
  title: 'Fixture',
  hosts: [box],
  clusters: [kind],
  domains,
  parts: [...clusterParts, standInDelivery, ...hostParts, { contract: 'workload', kinds: ['moon', 'host-service'] }],
})
export const expected: Expected = ['duplicate-part estate parts']

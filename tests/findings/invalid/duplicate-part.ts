import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { box, domains, type Expected, kind } from '../parts.ts'

// here
export default estate(import.meta, 'fixture', {
  title: 'Fixture',
  hosts: [box],
  clusters: [kind],
  domains,
  vaults: [],
  people: [],
  shares: [],
  services: [],
  parts: [...clusterParts, ...hostParts, { contract: 'workload', kinds: ['moon', 'host-service'] }],
})
export const expected: Expected = ['duplicate-part estate parts']

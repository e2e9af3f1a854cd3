import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { secretStores } from '@homelab/secrets'
import { server } from './hosts.ts'
import { services } from './services/index.ts'

/** Everything that is true of this homelab is said below this folder, once. docs/reference.md lists the words. */
export default estate(import.meta, 'NAME', {
  title: 'NAME',
  hosts: [server],
  clusters: [],
  domains: {},
  vaults: [],
  people: [],
  shares: [],
  services,
  parts: [...clusterParts, ...hostParts, ...secretStores],
})

import { hostParts } from '@homelab/ansible-gen'
import { estate, person } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'
import { domains, k3s, nas, nuc, pi } from './places.ts'
import { services } from './services/index.ts'
import { records } from './services/music.ts'
import { openbao, secrets } from './vault.ts'

/** A homelab as many have it: Debian with k3s, a NAS, a Raspberry Pi; no Mac, no tailnet, nothing public. */
export default estate(import.meta, 'minilab', {
  title: 'Minilab',
  hosts: [nuc, nas, pi],
  clusters: [k3s],
  domains,
  vaults: [openbao],
  people: [person('owner', { role: 'admin', login: secrets.people.owner })],
  shares: [records],
  services,
  parts: [...clusterParts, ...hostParts, ...secretStores, ...sightParts],
})

import { estate, person, servicesOf } from '@homelab/estate'
import { standardParts } from '@homelab/services'
import { domains, k3s, nas, nuc, pi } from './places.ts'
import * as services from './services/index.ts'
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
  services: servicesOf(services),
  parts: standardParts,
})

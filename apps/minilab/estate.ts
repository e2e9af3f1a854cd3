import { estate, person, servicesOf } from '@homelab/estate'
import { standardParts } from '@homelab/services'
import { dns, domains } from './network.ts'
import { k3s, nas, nuc, pi } from './places.ts'
import * as services from './services/index.ts'
import { records } from './services/music.ts'
import { repository, secrets } from './vault.ts'

/** A homelab as many have it: Debian with k3s, a NAS, a Raspberry Pi; no Mac, no tailnet. Flux brings what is pushed. */
export default estate(import.meta, 'minilab', {
  title: 'Minilab',
  hosts: [nuc, nas, pi],
  clusters: [k3s],
  domains,
  vaults: [repository],
  people: [person('owner', { role: 'admin', login: secrets.people.owner })],
  shares: [records],
  services: servicesOf(services),
  parts: standardParts,
  dns,
})

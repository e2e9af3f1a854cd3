import { hostParts } from '@homelab/ansible-gen'
import { estate, person } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'
import { quadlets } from './parts/quadlet/index.ts'
import { domains, k3s, nas, nuc } from './places.ts'
import { services } from './services/index.ts'
import { records } from './services/music.ts'
import { openbao, secrets } from './vault.ts'

/** A second, tiny estate: another domain, Linux with systemd, no Tailscale, no Fly.io, another secret store. */
export default estate(import.meta, 'minilab', {
  title: 'Minilab',
  hosts: [nuc, nas],
  clusters: [k3s],
  domains,
  vaults: [openbao],
  people: [person('owner', { role: 'admin', login: secrets.people.owner })],
  shares: [records],
  services,
  parts: [...clusterParts, ...hostParts, ...secretStores, ...sightParts, quadlets],
})

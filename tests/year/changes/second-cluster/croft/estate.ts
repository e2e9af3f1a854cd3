import { hostParts } from '@homelab/ansible-gen'
import { acceptFor, estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'
import { dns, domains, stack } from './network.ts'
import { guest, owner } from './people.ts'
import { annex, barn, edge, hearth, home, laptop, tablet } from './places.ts'
import { services } from './services/index.ts'
import { tailnet } from './tailnet.ts'
import { safe } from './vault.ts'

/** A homelab as many have it, through whose year `tests/year` leads. */
export default estate(import.meta, 'croft', {
  title: 'Croft',
  hosts: [hearth, barn, laptop, tablet, edge],
  clusters: [home, annex],
  domains,
  vaults: [safe],
  people: [owner, guest],
  shares: [],
  parts: [...clusterParts, ...hostParts, ...sightParts, ...secretStores],
  services,
  tailnet,
  tailnetStack: stack,
  dns,
  accepts: [acceptFor('annex', 'wide-rights', 'charts and upstream bring roles of their own', 'delivery.from')],
})

import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { secretStores } from '@homelab/secrets'
import { accepted } from './accepted.ts'
import { differences } from './differences.ts'
import { dns } from './dns.ts'
import { flyio, gilbert, indri, minikube, mouse, sifaka } from './hosts.ts'
import { domains } from './network.ts'
import { ownSight } from './parts/sight.ts'
import { admin, member } from './people.ts'
import { services } from './services/index.ts'
import { allisonflix, backups, music, photos, torrents } from './shares.ts'
import { tailnet } from './tailnet.ts'
import { stack as tailnetStack } from './tailnet-stack.ts'
import { onepassword } from './vault.ts'

/** BlumeOps as of February 2026. */
export default estate(import.meta, 'blumeops', {
  title: 'BlumeOps',
  hosts: [indri, sifaka, gilbert, mouse, flyio],
  clusters: [minikube],
  domains,
  vaults: [onepassword],
  people: [admin, member],
  shares: [backups, torrents, music, allisonflix, photos],
  services,
  tailnet,
  tailnetStack,
  dns,
  accepts: accepted,
  differences,
  parts: [...clusterParts, ...hostParts, ...secretStores, ...sightParts, ...ownSight],
})

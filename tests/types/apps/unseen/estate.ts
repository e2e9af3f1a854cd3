import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { standInStore } from '../../../support/stand-in-store.ts'
import { box, kube, safe } from './places.ts'
import { it as bindingService } from './services/binding.ts'
import { it as classService } from './services/class.ts'
import { it as configMapService } from './services/config-map.ts'
import { it as directoryService } from './services/directory.ts'
import { it as ignoredService } from './services/ignored.ts'
import { it as jobService } from './services/job.ts'
import { it as metadataService } from './services/metadata.ts'
import { it as podService } from './services/pod.ts'
import { it as podSecurityService } from './services/pod-security.ts'
import { it as portsService } from './services/ports.ts'
import { it as securityService } from './services/security.ts'
import { it as sourceService } from './services/source.ts'
import { it as verbsService } from './services/verbs.ts'

/** Ten kinds of type errors that render without a word where nothing checks the types, a service file each. */
export default estate(import.meta, 'unseen', {
  title: 'Unseen',
  hosts: [box],
  clusters: [kube],
  domains: {},
  vaults: [safe],
  people: [],
  shares: [],
  parts: [...clusterParts, ...hostParts, standInStore],
  services: [
    bindingService,
    classService,
    configMapService,
    directoryService,
    ignoredService,
    jobService,
    metadataService,
    podSecurityService,
    podService,
    portsService,
    securityService,
    sourceService,
    verbsService,
  ],
})

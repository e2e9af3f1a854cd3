import type { HostPart } from '../host/host-part.ts'
import { brewServices } from './brew-service/index.ts'
import { composeProjects } from './compose-project/index.ts'
import { firewalls } from './firewall/index.ts'
import { k3sAgents } from './k3s-agent/index.ts'
import { k3sServers } from './k3s-server/index.ts'
import { launchAgents } from './launch-agent/index.ts'
import { minikubeClusters } from './minikube/index.ts'
import { mounts } from './mount/index.ts'
import { packagedUnits } from './packaged-unit/index.ts'
import { quadlets } from './quadlet/index.ts'
import { systemdUnits } from './systemd-unit/index.ts'
import { tailnetServices } from './tailnet-service/index.ts'

export * from './brew-service/index.ts'
export * from './compose-project/index.ts'
export * from './firewall/index.ts'
export * from './k3s-agent/index.ts'
export * from './k3s-server/index.ts'
export * from './launch-agent/index.ts'
export * from './minikube/index.ts'
export * from './mount/index.ts'
export * from './packaged-unit/index.ts'
export * from './quadlet/index.ts'
export * from './systemd-unit/index.ts'
export * from './tailnet-service/index.ts'

/** What runs on hosts. */
export const standardHostParts: readonly HostPart[] = [
  // In this order a role sets up what a service has of each.
  brewServices,
  mounts,
  packagedUnits,
  systemdUnits,
  k3sServers,
  k3sAgents,
  composeProjects,
  quadlets,
  // Last of what serves: who is let in to it.
  firewalls,
  launchAgents,
  minikubeClusters,
  // What answers already gets a name in the tailnet.
  tailnetServices,
]

import {
  type Host,
  type LogFile,
  made,
  type PublicProxySettings,
  placeOf,
  type Secret,
  type Volume,
  type Workload,
  workloadsOf,
} from '@homelab/estate/model'
import type { ActionsSecrets } from './actions-secrets.ts'
import type { Directory, HostFile, RequiredVersion, Requirement } from './files.ts'
import type { Package } from './packages.ts'
import type { Program } from './program.ts'
import type { HostRelease } from './releases.ts'
import type { SystemGroup, SystemUser } from './users.ts'

/**
 * A service of a host. It becomes an Ansible role of its name, which does what is listed here in this order; the programs
 * part by part, as the estate registers those.
 */
export interface HostWorkload extends Workload {
  readonly kind: 'host-service'
  /** Names of the variables that hold secrets, without the role's prefix; the field's name by default. */
  readonly secretNames?: Readonly<Record<string, Secret>>
  readonly requires?: readonly Requirement[]
  readonly requiresVersions?: readonly RequiredVersion[]
  readonly packages?: readonly Package[]
  readonly releases?: readonly HostRelease[]
  readonly groups?: readonly SystemGroup[]
  readonly users?: readonly SystemUser[]
  readonly directories?: readonly Directory[]
  /** Files for which nothing must be restarted. */
  readonly files?: readonly HostFile[]
  readonly programs?: readonly Program[]
  readonly actionsSecrets?: ActionsSecrets
  /**
   * Who reaches a port besides those that the estate says to ask for it, by its name: for hosts with a firewall, which lets nobody
   * else in. Proxies, and services with a need, are let in by themselves.
   */
  readonly reachedFrom?: Readonly<Record<string, PortAudience>>
  /** Folders in which it keeps data. */
  readonly data?: readonly Volume[]
  /** Log files besides those of its programs. */
  readonly logs?: readonly LogFile[]
  /** The public proxy that its programs are; what it serves follows from the routes. */
  readonly publicProxy?: PublicProxySettings
  /** Paragraphs for the README of the role: consequences that its user must know. */
  readonly notes?: readonly string[]
}

/** From where a port of a host is reached: by what runs on the host itself, its local network, the tailnet, or whoever has a way to it. */
export type PortAudience = 'host' | 'lan' | 'tailnet' | 'anybody'

/** What a service of a host is made of. */
export type HostServiceProps = Omit<HostWorkload, 'kind' | 'at' | 'address' | 'addresses'> & { readonly at: Host }

export const isHostService = workloadsOf<HostWorkload>('host-service')

/**
 * Runs on a host, without a container: packages, files and programs that a role sets up.
 *
 * @example hostService({ at: server, packages: [formula('forgejo')], programs: [brewService('forgejo', { logs: [] })] })
 */
export function hostService({ at, ...props }: HostServiceProps): HostWorkload {
  return made({ ...props, kind: 'host-service', at: placeOf(at) })
}

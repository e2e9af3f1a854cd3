import {
  type HostFile,
  type HostWorkload,
  hasTimer,
  isHostService,
  type LaunchAgent,
  type Program,
  type SystemdUnit,
} from '@homelab/ansible-gen'
import type { Host, ResolvedService } from '@homelab/estate'
import type { Facts } from './facts.ts'

/** A service of a host that an Ansible role sets up. */
export interface OnHost {
  readonly host: Host
  readonly workload: HostWorkload
  /** The role's name, which is its tag too. */
  readonly role: string
  readonly programs: readonly Program[]
}

export function onHost({ find }: Facts, { name, workload }: ResolvedService): OnHost | undefined {
  const host = workload.at.kind === 'host' ? find.host(workload.at.name) : undefined
  if (host === undefined || !isHostService(workload)) return undefined
  return { host, workload, role: roleName(name), programs: workload.programs ?? [] }
}

/** The folder of the Ansible project, from the repository's root. */
export function ansibleFolder({ resolved }: Facts): string {
  return `${renderedFolder(resolved)}/ansible`
}

/** The folder that `synth` writes, from the repository's root. */
export function renderedFolder({ clusters }: Facts['resolved']): string {
  return clusters[0]?.gitops.rendered ?? 'dist'
}

/** All files of the role, with those that its programs read. */
export function filesOf({ workload, programs }: OnHost): readonly HostFile[] {
  return [...(workload.files ?? []), ...programs.flatMap(({ reads = [] }) => reads)]
}

/** Where launchd finds the property list. */
export function agentPath({ home }: Host, { label, root }: LaunchAgent): string {
  return root === true ? `/Library/LaunchDaemons/${label}.plist` : `${home ?? '~'}/Library/LaunchAgents/${label}.plist`
}

/** Where systemd finds the unit, and its timer. */
export function unitPaths(program: SystemdUnit): readonly string[] {
  const endings = hasTimer(program) ? ['service', 'timer'] : ['service']
  return endings.map(ending => `/etc/systemd/system/${program.unit}.${ending}`)
}

/** Ansible's names take no hyphens. */
function roleName(service: string): string {
  return service.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}

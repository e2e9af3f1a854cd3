/** The same program on a Mac and on Linux: what differs is the host, and not the file of its service. */
import type { Host } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostFile } from '../../host/files.ts'
import type { Package } from '../../host/packages.ts'
import { inBrew, inHome } from '../../host/paths.ts'
import type { UnitSettings } from '../../host/systemd/settings.ts'
import { type LaunchAgent, launchAgent } from '../launch-agent/program.ts'
import { type SystemdUnit, systemdService } from '../systemd-unit/program.ts'

/** What both launchd and systemd know. */
export interface KeptProgramProps {
  readonly description: string
  readonly program: readonly [string, ...string[]]
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly reads?: readonly HostFile[]
  /** What only systemd knows; nothing of it on a Mac. */
  readonly onLinux?: Pick<
    UnitSettings,
    'after' | 'beforeStart' | 'environmentFiles' | 'group' | 'groups' | 'security' | 'user'
  >
}

/**
 * Kept running by whatever its host has for that, as the login of the host: a LaunchAgent on a Mac, which logs to `Library/Logs`,
 * and a unit of systemd elsewhere.
 *
 * @param name the label of the agent, and the name of the unit
 * @example keptProgram(server, 'org.example.notes', { description: 'Notes', program: [programOn(server, 'notes')] })
 */
export function keptProgram(at: Host, name: string, props: KeptProgramProps): LaunchAgent | SystemdUnit {
  const { onLinux, description, ...both } = props
  return at.platform === 'macos'
    ? launchAgent({ label: name, ...both, keepAlive: true, logs: inHome(at, `Library/Logs/${name}`) })
    : systemdService(name, { description, ...present({ user: at.user }), ...both, ...onLinux })
}

/** The package of a program, where it is called otherwise here and there. */
export function packageOn(at: Host, { mac, linux }: { readonly mac: Package; readonly linux: Package }): Package {
  return at.platform === 'macos' ? mac : linux
}

/** Where a package puts a program. */
export function programOn(at: Host, program: string): string {
  return at.platform === 'macos' ? inBrew(at, `bin/${program}`) : `/usr/bin/${program}`
}

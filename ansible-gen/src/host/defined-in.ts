import type { Host } from '@homelab/estate'
import { hasTimer, type LaunchAgent, type Program, type SystemdUnit } from './programs.ts'

/** What makes a program known to what starts it: its property list, or its units; absolute paths. */
export function definedIn(program: Program, { home }: Pick<Host, 'home'>): readonly string[] {
  switch (program.kind) {
    case 'brew-service':
      return []
    case 'launch-agent':
      return [agentPath(home, program)]
    case 'systemd-unit':
      return unitPaths(program)
  }
}

/** The folder in which launchd looks for property lists. */
export function agentFolder(home: string | undefined, root: true | undefined): string {
  return root === undefined ? `${home ?? ''}/Library/LaunchAgents` : '/Library/LaunchDaemons'
}

/** A property list's path. */
export function agentPath(home: string | undefined, { label, root }: Pick<LaunchAgent, 'label' | 'root'>): string {
  return `${agentFolder(home, root)}/${label}.plist`
}

/** Where an administrator's units lie: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html */
export const unitFolder = '/etc/systemd/system'

/** The files of a unit: the service, and its timer when it has a schedule. */
function unitPaths(program: SystemdUnit): readonly string[] {
  const base = `${unitFolder}/${program.unit}`
  return hasTimer(program) ? [`${base}.service`, `${base}.timer`] : [`${base}.service`]
}

import type { LaunchAgent } from './program.ts'

/** The folder in which launchd looks for property lists. */
export function agentFolder(home: string | undefined, root: true | undefined): string {
  return root === undefined ? `${home ?? ''}/Library/LaunchAgents` : '/Library/LaunchDaemons'
}

/** A property list's path. */
export function agentPath(home: string | undefined, { label, root }: Pick<LaunchAgent, 'label' | 'root'>): string {
  return `${agentFolder(home, root)}/${label}.plist`
}

/** The line of a property list by which a role knows its own. */
export function agentMark(service: string): string {
  return `A job of the service ${service}.`
}

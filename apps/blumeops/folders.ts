import { inBrew, inHome } from '@homelab/ansible-gen'
import { indri } from './hosts.ts'

/** The home folder, or a path below it. */
export function home(path?: string): string {
  return inHome(indri, path)
}

/** A path below Homebrew's prefix. */
export function brew(path: string): string {
  return inBrew(indri, path)
}

/** What jobs find programs with. facts A7-A9 */
export const programPath = [brew('bin'), '/usr/bin', '/bin'].join(':')

/** A file of the textfile collector. facts A9 */
export function textfilePath(name: string): string {
  return `${textfiles}/${name}.prom`
}

/** The folder of the textfile collector. facts A9, A15 */
export const textfiles = brew('var/node_exporter/textfile')

/** Log files of a LaunchAgent, without their endings. facts A6-A8, A14, A15 */
export function agentLogs(name: string): string {
  return home(`Library/Logs/mcquack.${name}`)
}

/** Log files of a textfile collector, without their endings. facts A9 */
export function collectorLogs(name: string): string {
  return brew(`var/log/${name}`)
}

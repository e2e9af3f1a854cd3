import { type Command, type Host, type Options, renderer, type Word } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Directory } from '../../host/files.ts'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { checkReload, ofReload } from '../../host/reload.ts'
import { asksWhetherRuns, hostUnit, schedulesOf, stepOf } from '../../host/unit.ts'
import { folderName } from '../../project/rendering.ts'
import { onHost } from '../../runs/commands.ts'
import { checkProgram } from './checks.ts'
import { type Collector, isCollector } from './collector.ts'
import { judgeLaunchctl } from './judge.ts'
import { agentPath } from './paths.ts'
import { type LaunchAgent, runsByClock } from './program.ts'

export { type Collector, type CollectorProps, collector, rootCollector } from './collector.ts'
export { type LaunchAgent, type LaunchAgentProps, launchAgent, launchDaemon } from './program.ts'

const options: Options<LaunchAgent & Collector> = {
  ...{ kind: true, reads: true, label: true, program: true, environment: true, workingDirectory: true, root: true },
  ...{ keepAlive: true, schedule: true, everySeconds: true, out: true, err: true, tailed: true },
  ...{ script: true, writes: true, reload: ofReload },
}

/** Jobs of launchd, on macOS. */
export const launchAgents = hostPart<LaunchAgent>({
  kinds: ['launch-agent'],
  options,
  owns,
  checks: (program, service) => [
    ...checkProgram(program, service),
    ...checkReload(program, program.label, program.keepAlive === true, service),
  ],
  runs: (program, placed) => {
    const { host } = placed
    const { label, root = false, keepAlive = false, everySeconds, err, out } = program
    const unit = hostUnit(placed, program, {
      title: root ? 'LaunchDaemon' : 'LaunchAgent',
      name: label,
      runs: runsByClock(program) ? 'calendar' : keepAlive ? 'kept' : everySeconds === undefined ? 'once' : 'interval',
      definedIn: owns(program, host).definedIn ?? [],
      logs: [err, out],
      program: program.program[0],
      root,
    })
    const path = agentPath(host.home, program)
    const ctl = (...words: readonly Word[]): Command => launchctl(host, root, ...words)
    const domain = root ? `system/${label}` : { shell: `gui/$(id -u)/${label}` }
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: root ? 'launch daemon' : 'launch agent',
          // A job of the user is looked up by its label alone; one of root by its domain, which everybody may read.
          run: root ? launchctl(host, false, 'print', `system/${label}`) : launchctl(host, false, 'list', label),
          judged: { by: 'part', part: 'launch-agent', facts: { label, root, kept: unit.runs === 'kept' } },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', ctl('list', label)),
        stepOf(unit, 'logs', 'reads', onHost(host, 'tail', '-n', '50', err)),
        stepOf(unit, 'restart', 'restarts', ctl('kickstart', ...(unit.runs === 'calendar' ? [] : ['-k']), domain)),
        stepOf(unit, 'start', 'changes', ctl('load', path)),
        stepOf(unit, 'stop', 'stops', ctl('unload', path)),
        stepOf(unit, 'remove', 'destroys', onHost(host, ...(root ? ['sudo'] : []), 'rm', path)),
      ],
      schedules: schedulesOf(placed, program, owns(program, host)),
    }
  },
  judge: judgeLaunchctl,
  adopting: 'a LaunchAgent whose label changed is unloaded before the new one starts',
  renderer: renderer<HostRenderer<LaunchAgent>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).launchAgentChanges,
})

function owns(agent: LaunchAgent, { home, user }: Host): Owned {
  const { label, root, out, err, program, workingDirectory, schedule, everySeconds, environment = {} } = agent
  const runsAs = root === true ? 'root' : user
  return {
    label,
    definedIn: [agentPath(home, agent)],
    folders: foldersOf(agent),
    writes: [out, err],
    calls: [program[0]],
    ...present({ user: runsAs, schedule, everySeconds, searches: environment['PATH'], worksIn: workingDirectory }),
  }
}

/** The folders that a collector writes to. */
function foldersOf(agent: LaunchAgent): readonly Directory[] {
  if (!isCollector(agent)) return []
  const { script, writes, out, root } = agent
  // The system's own folder of logs is not ours to make.
  return (root === true ? [script] : [writes.path, out, script]).map(path => ({
    path: folderName(path),
    mode: '0755',
    ...(root !== undefined && { owner: { user: 'root' } }),
  }))
}

/** https://www.manpagez.com/man/1/launchctl/ */
function launchctl(host: Host, root: boolean, ...words: readonly Word[]): Command {
  return onHost(host, ...(root ? ['sudo'] : []), 'launchctl', ...words)
}

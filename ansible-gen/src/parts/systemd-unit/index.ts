import { type Command, type Options, renderer } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { checkReload, ofReload } from '../../host/reload.ts'
import { checkAfter, checkUnit, checkUnitWords } from '../../host/systemd/checks.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { ofUnitSettings, variablesOf } from '../../host/systemd/settings.ts'
import { asksWhetherRuns, hostUnit, schedulesOf, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import type { SystemdCollector } from './collector.ts'
import { hasTimer, managedUnit, type SystemdUnit, unitPaths } from './program.ts'

export { type SystemdCollector, type SystemdCollectorProps, systemdCollector } from './collector.ts'
export { type SystemdUnit, systemdService, systemdTimer } from './program.ts'

const options: Options<SystemdUnit & SystemdCollector> = {
  ...ofUnitSettings,
  ...{ unit: true, description: true, program: true, schedule: true, everySeconds: true, catchesUp: true },
  ...{ journal: true, writes: true, reload: ofReload },
}

/** Units of systemd, and their timers. */
export const systemdUnits = hostPart<SystemdUnit>({
  kinds: ['systemd-unit'],
  options,
  owns,
  checks: (program, service) => [
    ...checkUnit(program, program.program, service),
    ...checkAfter(program, program.unit, service),
    ...checkUnitWords(program, program.unit, service),
    ...checkReload(program, program.unit, !hasTimer(program), service),
  ],
  runs: (program, placed) => {
    const { host, service } = placed
    const { unit: name, user } = program
    const timer = hasTimer(program)
    const managed = managedUnit(program)
    const unit = hostUnit(placed, program, {
      title: 'systemd unit',
      name,
      runs: program.schedule !== undefined ? 'calendar' : timer ? 'interval' : 'kept',
      definedIn: unitPaths(program),
      program: program.program[0],
    })
    const units = [`${name}.service`, ...(timer ? [`${name}.timer`] : [])]
    const ctl = (...words: readonly string[]): Command => onHost(host, 'sudo', 'systemctl', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'systemd unit',
          name: managed,
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, ...units),
          judged: { by: 'part', part: 'systemd-unit', facts: { unit: name, timer } },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', onHost(host, 'systemctl', 'status', '--no-pager', name)),
        stepOf(
          unit,
          'logs',
          'reads',
          onHost(host, 'sudo', 'journalctl', `--unit=${name}.service`, '--lines=50', '--no-pager'),
        ),
        stepOf(unit, 'restart', 'restarts', ctl(timer ? 'start' : 'restart', name)),
        stepOf(unit, 'start', 'changes', ctl('enable', '--now', managed)),
        stepOf(unit, 'stop', 'stops', ctl('disable', '--now', managed)),
        stepOf(unit, 'remove', 'destroys', onHost(host, 'sudo', 'rm', ...unitPaths(program)), 1),
        stepOf(unit, 'remove', 'changes', ctl('daemon-reload'), 2),
      ],
      identities:
        user === undefined
          ? []
          : [
              {
                ...{ id: `${service}/user/${user}`, part: 'systemd-unit', kind: 'user', name: user, rights: 'unknown' },
              },
            ],
      schedules: schedulesOf(placed, program, owns(program)),
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<SystemdUnit>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).systemdChanges,
})

function owns(program: SystemdUnit): Owned {
  const { unit, user = 'root', group, groups = [], schedule, everySeconds } = program
  const { beforeStart = [], security } = program
  return {
    label: unit,
    definedIn: unitPaths(program),
    calls: [program.program, ...beforeStart].map(([called]) => called),
    user,
    groups: [...(group === undefined ? [] : [group]), ...groups],
    // A run of a timer is left alone, and the next one takes what is there then.
    ...(!hasTimer(program) && { restart: `Restart ${unit}` }),
    ...present({
      schedule,
      everySeconds,
      searches: variablesOf(program)['PATH'],
      capabilities: security?.AmbientCapabilities,
    }),
  }
}

import { printUnit } from '@homelab/formats/unit-file'
import { type Expression, expression } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import { marker } from '../../project/contents.ts'
import { confirmRuns, says } from '../../project/pieces/confirm.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { type Confirmation, joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { onCalendar } from './on-calendar.ts'
import { hasTimer, managedUnit, type SystemdUnit, unitFolder } from './program.ts'

export function render(rendering: Rendering, units: readonly SystemdUnit[]): Pieces {
  return joined(units.map(each => unitPieces(rendering, each)))
}

/** With a timer it is the timer that runs. */
function unitPieces(rendering: Rendering, program: SystemdUnit): Pieces {
  const { unit, reads = [] } = program
  const timer = hasTimer(program) ? timerText(rendering, program) : undefined
  const managed = managedUnit(program)
  const restart = `Restart ${unit}`
  const started = rendering.scope.register(unit, 'start')
  const again = rendering.scope.register(unit, 'restart')
  // A timer's program reads its files again each time it runs.
  const notify = timer === undefined ? restart : undefined
  const unitFile = (ending: string, text: string): Pieces =>
    templatePieces(
      rendering,
      { path: `${unitFolder}/${unit}.${ending}`, mode: '0644', owner: { user: 'root' } },
      text,
      {
        notify: restart,
      },
    )
  const start: Task = {
    name: `Start ${managed}`,
    module: {
      'ansible.builtin.systemd_service': { name: managed, state: 'started', enabled: true, daemon_reload: true },
    },
    become: true,
    register: started,
  }
  const handler: Task = {
    name: restart,
    module: { 'ansible.builtin.systemd_service': { name: managed, state: 'restarted', daemon_reload: true } },
    become: true,
    register: again,
    // What has just been started has read its files. A run that failed before it came to that still runs handlers.
    when: expression`${started} | default({}) is not changed`,
  }
  return joined([
    ...reads.map(file => filePieces(rendering, file, notify)),
    unitFile('service', serviceText(rendering, program)),
    ...(timer === undefined ? [] : [unitFile('timer', timer)]),
    { tasks: [start], handlers: [handler], confirmations: [unitConfirmation(rendering, program, [started, again])] },
  ])
}

/**
 * A program that ends and is started again and again is `activating (auto-restart)` between its runs. A timer's program
 * may have failed for reasons that pass; with 200 and above systemd says that it could not even begin:
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20Exit%20Codes
 */
function unitConfirmation({ scope }: Rendering, program: SystemdUnit, started: readonly Expression[]): Confirmation {
  const { unit } = program
  const answer = scope.register(unit, 'runs')
  const timed = hasTimer(program)
  const units = timed ? [`${unit}.timer`, `${unit}.service`] : [`${unit}.service`]
  const properties = ['ActiveState', 'SubState', 'Result', 'ExecMainStatus'].map(name => `--property=${name}`)
  return {
    started,
    tasks: confirmRuns(scope, {
      name: managedUnit(program),
      module: { 'ansible.builtin.command': { argv: ['systemctl', 'show', ...properties, ...units] } },
      answer,
      that: timed
        ? [
            // The timer's lines, then an empty one, then those of the service.
            expression`${answer}.stdout.split('\n\n') | first is search('ActiveState=active')`,
            expression`not ${says(answer, 'ExecMainStatus=2[0-9][0-9]')}`,
          ]
        : [says(answer, 'ActiveState=active'), says(answer, 'SubState=running')],
      otherwise: [`Its log: journalctl --unit=${unit}.service`],
    }),
  }
}

/** Seconds that a program has been down when it is started again. */
const restartSeconds = 10

function serviceText({ scope, service }: Rendering, program: SystemdUnit): string {
  const { description, user, environment = {}, environmentFiles = [], workingDirectory, after = [] } = program
  const kept = !hasTimer(program)
  const sections = {
    Unit: [
      ['Description', description],
      ...after.map(other => ['After', other] as const),
      // Nothing else asks for the target: after one that nobody wants is at once.
      // https://systemd.io/NETWORK_ONLINE/
      ...after.filter(other => other === networkOnline).map(other => ['Wants', other] as const),
      // By default systemd gives up for good after five failures in ten seconds: names that do not resolve yet.
      ...(kept ? [['StartLimitIntervalSec', '0'] as const] : []),
    ],
    Service: [
      ['Type', kept ? 'simple' : 'oneshot'],
      ...(user === undefined ? [] : [['User', user] as const]),
      ...(workingDirectory === undefined ? [] : [['WorkingDirectory', workingDirectory] as const]),
      ...Object.entries(environment).map(([name, value]) => ['Environment', [`${name}=${value}`]] as const),
      ...environmentFiles.map(path => ['EnvironmentFile', path] as const),
      ['ExecStart', program.program],
      ...(kept ? [['Restart', 'always'] as const, ['RestartSec', String(restartSeconds)] as const] : []),
    ],
    ...(kept && { Install: [['WantedBy', 'multi-user.target'] as const] }),
  } as const
  return scope.template(printUnit(sections, marker(service)))
}

const networkOnline = 'network-online.target'

function timerText({ scope, service }: Rendering, program: SystemdUnit): string | undefined {
  const settings = timerSettings(program)
  if (settings === undefined) return undefined
  const sections = {
    Unit: [['Description', `Schedule of: ${program.description}`]],
    Timer: settings,
    Install: [['WantedBy', 'timers.target']],
  } as const
  return scope.template(printUnit(sections, marker(service)))
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.timer.html */
function timerSettings({
  schedule,
  everySeconds,
  catchesUp,
}: SystemdUnit): readonly (readonly [string, string])[] | undefined {
  if (schedule !== undefined) {
    const times = onCalendar(schedule)
    if (times === undefined) return undefined
    // Persistent also starts a run when the timer is restarted after its times changed.
    return [
      ...times.map(time => ['OnCalendar', time] as const),
      ...(catchesUp === undefined ? [] : [['Persistent', 'true'] as const]),
    ]
  }
  if (everySeconds === undefined) return undefined
  const interval = `${everySeconds}s`
  // At once when the timer is first started after boot, and then so long after each run.
  return [
    ['OnBootSec', '0'],
    ['OnUnitActiveSec', interval],
    // The default is a minute, which is as long as some intervals.
    ['AccuracySec', '1s'],
  ]
}

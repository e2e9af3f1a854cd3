import type { Schedule } from '@homelab/estate'
import type { Task } from '../../ansible/task.ts'
import type { SystemdUnit } from '../../host/programs.ts'
import { onCalendar } from '../calendar.ts'
import { marker } from '../contents.ts'
import { type Job, joined, type Part } from '../job.ts'
import { unitText } from '../unit-text.ts'
import { filePart, templatePart } from './files.ts'

/** Where an administrator's units lie: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html */
const unitFolder = '/etc/systemd/system'

/** The files of a unit: the service, and its timer when it has a schedule. */
export function unitPaths({ unit, schedule }: SystemdUnit): readonly string[] {
  const base = `${unitFolder}/${unit}`
  return schedule === undefined ? [`${base}.service`] : [`${base}.service`, `${base}.timer`]
}

/** A unit of systemd. With a timer it is the timer that runs. */
export function systemdPart(job: Job, program: SystemdUnit): Part {
  const { unit, schedule, reads = [] } = program
  const timer = schedule === undefined ? undefined : timerText(job, program, schedule)
  const managed = `${unit}.${timer === undefined ? 'service' : 'timer'}`
  const restart = `Restart ${unit}`
  const started = job.scope.register(unit, 'start')
  // A timer's program reads its files anew each time it runs.
  const notify = timer === undefined ? restart : undefined
  const unitFile = (ending: string, text: string): Part =>
    templatePart(job, { path: `${unitFolder}/${unit}.${ending}`, mode: '0644', root: true }, text, { notify: restart })
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
    // What has just been started has read its files.
    when: `${started} is not changed`,
  }
  return joined([
    ...reads.map(file => filePart(job, file, notify)),
    unitFile('service', serviceText(job, program)),
    ...(timer === undefined ? [] : [unitFile('timer', timer)]),
    { tasks: [start], handlers: [handler] },
  ])
}

function serviceText({ scope, service }: Job, program: SystemdUnit): string {
  const { description, user, environment = {}, environmentFiles = [], workingDirectory, after = [], schedule } = program
  const sections = {
    Unit: [['Description', description], ...after.map(other => ['After', other] as const)],
    Service: [
      ['Type', schedule === undefined ? 'simple' : 'oneshot'],
      ...(user === undefined ? [] : [['User', user] as const]),
      ...(workingDirectory === undefined ? [] : [['WorkingDirectory', workingDirectory] as const]),
      ...Object.entries(environment).map(([name, value]) => ['Environment', [`${name}=${value}`]] as const),
      ...environmentFiles.map(path => ['EnvironmentFile', path] as const),
      ['ExecStart', program.program],
      ...(schedule === undefined ? [['Restart', 'on-failure'] as const] : []),
    ],
    ...(schedule === undefined ? { Install: [['WantedBy', 'multi-user.target'] as const] } : {}),
  } as const
  return scope.template(unitText(sections, marker(service)))
}

function timerText({ scope, service }: Job, { description }: SystemdUnit, schedule: Schedule): string | undefined {
  const times = onCalendar(schedule)
  if (times === undefined) return undefined
  const sections = {
    Unit: [['Description', `Schedule of: ${description}`]],
    Timer: [...times.map(time => ['OnCalendar', time] as const), ['Persistent', 'true']],
    Install: [['WantedBy', 'timers.target']],
  } as const
  return scope.template(unitText(sections, marker(service)))
}

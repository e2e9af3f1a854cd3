import { present } from '@homelab/formats/present'
import { printUnit } from '@homelab/formats/unit-file'
import { marker } from '../../project/contents.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { requiredPrograms } from '../../project/pieces/packages.ts'
import { validating } from '../../project/pieces/reload.ts'
import { orderSettings, runSettings, securitySettings } from '../../project/pieces/unit-settings.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import type { SystemdCollector } from './collector.ts'
import { onCalendar } from './on-calendar.ts'
import { hasTimer, managedUnit, type SystemdUnit, unitFolder } from './program.ts'

export function render(rendering: Rendering, units: readonly SystemdUnit[]): Pieces {
  return joined(units.map(each => unitPieces(rendering, each)))
}

/** With a timer it is the timer that runs. */
function unitPieces(rendering: Rendering, program: SystemdUnit): Pieces {
  const { unit, reads = [], reload } = program
  const timer = hasTimer(program) ? timerText(rendering, program) : undefined
  const notify = restartName(unit)
  const unitFile = (ending: string, text: string): Pieces =>
    templatePieces(
      rendering,
      { path: `${unitFolder}/${unit}.${ending}`, mode: '0644', owner: { user: 'root' } },
      text,
      { notify },
    )
  return joined([
    // A timer's program reads its files again each time it runs.
    ...reads.map(file => {
      const validate = validating(rendering, program, file.path)
      // What it takes over while it runs restarts nothing.
      return filePieces(rendering, file, timer === undefined && validate === undefined ? notify : undefined, validate)
    }),
    unitFile('service', serviceText(rendering, program)),
    ...(timer === undefined ? [] : [unitFile('timer', timer)]),
    startedPieces(rendering, {
      unit,
      managed: managedUnit(program),
      runs: timer === undefined ? 'running' : 'timed',
      ...present({ reload }),
    }),
  ])
}

/** Seconds that a program has been down when it is started again. */
const restartSeconds = 10

function serviceText(rendering: Rendering, program: SystemdUnit): string {
  const { scope, service, workload } = rendering
  const kept = !hasTimer(program)
  const sections = {
    Unit: [
      ['Description', program.description],
      ...orderSettings(rendering, program),
      // By default systemd gives up for good after five failures in ten seconds: names that do not resolve yet.
      ...(kept ? [['StartLimitIntervalSec', '0'] as const] : []),
    ],
    Service: [
      ['Type', kept ? 'simple' : 'oneshot'],
      ...runSettings(program),
      ['ExecStart', program.program],
      ...(kept ? [['Restart', 'always'] as const, ['RestartSec', String(restartSeconds)] as const] : []),
      ...securitySettings(program, workload.data ?? [], metricsFiles(program)),
    ],
    ...(kept && { Install: [['WantedBy', 'multi-user.target'] as const] }),
  } as const
  return scope.template(printUnit(sections, [...marker(service), ...(kept ? requiredPrograms(rendering) : [])]))
}

/** What a collector writes. */
function metricsFiles(program: SystemdUnit & Partial<Pick<SystemdCollector, 'writes'>>): readonly string[] {
  return program.writes === undefined ? [] : [program.writes.path]
}

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

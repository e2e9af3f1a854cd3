import { type JournalLog, journalLog, made, type Schedule } from '@homelab/estate/model'
import type { Reload } from '../../host/reload.ts'
import type { UnitSettings } from '../../host/systemd/settings.ts'

/** A unit of systemd, with a timer when it has a schedule: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html */
export interface SystemdUnit extends UnitSettings {
  readonly kind: 'systemd-unit'
  /** Without `.service`; unique on the host. */
  readonly unit: string
  readonly description: string
  readonly program: readonly [string, ...string[]]
  /** Run by a timer, once each time, at these times or at this interval; else kept running. */
  readonly schedule?: Schedule
  readonly everySeconds?: number
  /** A run that was missed while the machine was off is made up for when it is up again. */
  readonly catchesUp?: true
  /** How it takes over files while it runs. */
  readonly reload?: Reload
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

type SystemdProps = Omit<SystemdUnit, 'kind' | 'unit' | 'schedule' | 'everySeconds' | 'catchesUp' | 'journal'>

/** Kept running: whatever ends it, it is started again. */
export function systemdService(unit: string, props: SystemdProps): SystemdUnit {
  return made({ kind: 'systemd-unit', unit, ...props, journal: journalLog(`${unit}.service`) })
}

/**
 * A program that systemd starts by the clock.
 *
 * @param unit its name, without ending
 * @example systemdTimer('backup', { description: 'Backup', program: ['/usr/local/bin/backup'], schedule: daily(3) })
 */
export function systemdTimer(
  unit: string,
  props: Omit<SystemdProps, 'reload'> &
    ({ readonly schedule: Schedule; readonly catchesUp?: true } | { readonly everySeconds: number }),
): SystemdUnit {
  return made({ kind: 'systemd-unit', unit, ...props, journal: journalLog(`${unit}.service`) })
}

export function hasTimer({ schedule, everySeconds }: SystemdUnit): boolean {
  return schedule !== undefined || everySeconds !== undefined
}

/** The unit that is started and stopped: the timer, where there is one. */
export function managedUnit(program: SystemdUnit): string {
  return `${program.unit}.${hasTimer(program) ? 'timer' : 'service'}`
}

/** Where an administrator's units lie: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html */
export const unitFolder = '/etc/systemd/system'

/** The files of a unit: the service, and its timer when it has a schedule. */
export function unitPaths(program: SystemdUnit): readonly string[] {
  const base = `${unitFolder}/${program.unit}`
  return hasTimer(program) ? [`${base}.service`, `${base}.timer`] : [`${base}.service`]
}

import { type JournalLog, journalLog, made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { UnitSettings } from '../../host/systemd/settings.ts'

/**
 * A unit of systemd that a package brings, kept running. What is said of it stands in a drop-in beside the package's own
 * file, which stays as it is: https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html
 */
export interface PackagedUnit extends UnitSettings {
  readonly kind: 'packaged-unit'
  /** The package that brings it: one of its service's `packages`. */
  readonly package: string
  /** Without `.service`; unique on the host. */
  readonly unit: string
  /** What is run in place of the package's own command line. */
  readonly program?: readonly [string, ...string[]]
  /** Where it writes: the host's collector reads the journal. */
  readonly journal: JournalLog
}

export interface PackagedUnitProps extends Omit<PackagedUnit, 'kind' | 'package' | 'unit' | 'journal'> {
  /** Where it is called otherwise than the package; without `.service`. */
  readonly unit?: string
}

/**
 * A unit that a package brings, with what is changed of it.
 *
 * @param from the package, by name
 * @example packagedUnit('grafana', { unit: 'grafana-server', environment: { GF_SERVER_HTTP_ADDR: '127.0.0.1' } })
 */
export function packagedUnit(from: string, { unit = from, ...props }: PackagedUnitProps = {}): PackagedUnit {
  return made({ kind: 'packaged-unit', package: from, unit, ...props, journal: journalLog(`${unit}.service`) })
}

/** Whether anything of the unit is changed. */
export function isChanged({ kind, package: _, unit, journal, reads, ...said }: PackagedUnit): boolean {
  return Object.keys(present(said)).length > 0
}

/** Where the drop-ins of an administrator lie. */
export function dropInFolder({ unit }: PackagedUnit): string {
  return `/etc/systemd/system/${unit}.service.d`
}

export function dropInPath(program: PackagedUnit): string {
  return `${dropInFolder(program)}/${program.unit}.service.conf`
}

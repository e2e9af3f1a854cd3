import { made } from '@homelab/estate/model'
/** A package of the host's package manager: Homebrew's formulae and casks, or a Linux distribution's package. */
export interface Package {
  readonly from: 'formula' | 'cask' | 'distribution'
  readonly name: string
  /** Its programs, or, of a cask, its application, where they are called otherwise than the package. */
  readonly provides?: readonly string[]
}

/**
 * A package of Homebrew.
 *
 * @param programs what it puts into Homebrew's `bin`; one of its own name by default
 * @example formula('borgbackup', 'borg')
 */
export function formula(name: string, ...programs: readonly string[]): Package {
  return made({ from: 'formula', name, ...provided(programs) })
}

/**
 * An application of Homebrew.
 *
 * @param application the folder in `/Applications` without `.app`; its own name by default, whatever the case
 * @example cask('jellyfin')
 */
export function cask(name: string, ...application: readonly string[]): Package {
  return made({ from: 'cask', name, ...provided(application) })
}

/**
 * A package of the Linux distribution, whichever package manager it has.
 *
 * @param programs what it puts into the system's `bin`; one of its own name by default
 */
export function distributionPackage(name: string, ...programs: readonly string[]): Package {
  return made({ from: 'distribution', name, ...provided(programs) })
}

function provided(names: readonly string[]): Pick<Package, 'provides'> {
  return names.length === 0 ? {} : { provides: names }
}

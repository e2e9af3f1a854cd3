import { made } from '@homelab/estate/model'
/** A package of the host's package manager: Homebrew's formulae and casks, or a Linux distribution's package. */
export interface Package {
  readonly from: 'formula' | 'cask' | 'distribution'
  readonly name: string
  /** Its programs, or, of a cask, its application, where they are called otherwise than the package. */
  readonly provides?: readonly string[]
  /** Users that its installation makes, each with a group of its own name. */
  readonly users?: readonly string[]
  /** The one version that is installed, as apt writes it; else whichever there is on the day of the first run. */
  readonly version?: string
  /** Where it comes from, besides the distribution. */
  readonly repository?: AptRepository
}

/** A repository of packages for apt: https://manpages.debian.org/bookworm/apt/sources.list.5.en.html */
export interface AptRepository {
  /** Unique on the host: its files are called so. */
  readonly name: string
  readonly url: string
  /** `bookworm`, `stable`; a path with `/` at its end where it has no components. */
  readonly suite: string
  readonly components?: readonly string[]
  /** What signs it. Apt takes these keys for this repository, and no others. */
  readonly key: AptKey
}

export interface AptKey {
  /** Where the role gets the file with one key, or several, armored or not. */
  readonly url: string
  /** Of the primary keys that may be in it, each 40 or 64 hexadecimal digits: a file with any other is not taken. */
  readonly fingerprints: readonly [string, ...string[]]
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
 * @param programs what it puts into the system's `bin`, or elsewhere by its whole path; one of its own name by default
 */
export function distributionPackage(name: string, ...programs: readonly string[]): Package {
  return made({ from: 'distribution', name, ...provided(programs) })
}

/** What is said of a package of apt. */
export interface AptPackageProps extends Pick<Package, 'users'> {
  /** What it puts into the system's `bin`, or elsewhere by its whole path; one of its own name by default. */
  readonly programs?: readonly string[]
}

/**
 * A package of Debian or its kin. From a repository of its own it has one version, which stays whatever else is upgraded;
 * a change of the version, up or down, is installed by the next run.
 *
 * @example aptPackage('prometheus', { version: '2.53.3-1', users: ['prometheus'] })
 */
export function aptPackage(
  name: string,
  props: AptPackageProps &
    ({ readonly repository: AptRepository; readonly version: string } | { readonly version?: string }) = {},
): Package {
  const { programs = [], ...rest } = props
  return made({ from: 'distribution', name, ...provided(programs), ...rest })
}

/**
 * A repository of packages beside the distribution's. It brings what is asked of it: no package of the distribution is
 * replaced by one of the same name there.
 *
 * @example aptRepository('app', { url: 'https://apt.example.org', suite: './', key: { url: 'https://apt.example.org/key', fingerprints: ['0123…CDEF'] } })
 */
export function aptRepository(name: string, props: Omit<AptRepository, 'name'>): AptRepository {
  return made({ ...props, name })
}

function provided(names: readonly string[]): Pick<Package, 'provides'> {
  return names.length === 0 ? {} : { provides: names }
}

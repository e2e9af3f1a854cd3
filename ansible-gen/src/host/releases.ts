import { made } from '@homelab/estate/model'

/** A release that somebody publishes as a file: an archive with programs, or one program. */
export interface HostRelease {
  /** Unique on the host. */
  readonly name: string
  /** Stands in the URL. */
  readonly version: string
  /** Of a `.tar.gz`, `.tar.xz`, `.tar.bz2`, `.tgz` or `.zip`, or of the program itself. */
  readonly url: string
  /** Of the file, 64 hexadecimal digits: what was fetched and has another one is thrown away. */
  readonly sha256: string
  /** Where programs go, absolute, by their paths in the archive; where the file is the program itself, where that goes. */
  readonly programs: Readonly<Record<string, string>> | string
}

/**
 * A release in one version, known by its checksum. Another version, or checksum, is installed by the next run, and restarts what
 * runs of it.
 *
 * @example release('app', { version: '1.2.0', url: 'https://example.org/app-1.2.0.tar.gz', sha256: '0123…cdef', programs: { 'bin/app': '/usr/local/bin/app' } })
 */
export function release(name: string, props: Omit<HostRelease, 'name'>): HostRelease {
  return made({ ...props, name })
}

/** Where the programs of a release go. */
export function programsOf({ programs }: HostRelease): readonly string[] {
  return typeof programs === 'string' ? [programs] : Object.values(programs)
}

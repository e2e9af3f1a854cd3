import type { Finding, Host } from '@homelab/estate/model'
import type { HostRelease } from '../host/releases.ts'
import type { HostService } from './host-services.ts'

/** What publishers call architectures and systems in the names of their files. */
const architectures: Readonly<Record<string, readonly string[]>> = {
  amd64: ['amd64', 'x86_64', 'x86-64', 'x64'],
  arm64: ['arm64', 'aarch64', 'armv8'],
  'another one': ['386', 'i386', 'i686', 'x86', 'armhf', 'armv5', 'armv6', 'armv7', 'ppc64le', 'riscv64', 's390x'],
}
const systems: Readonly<Record<string, readonly string[]>> = {
  macos: ['darwin', 'macos', 'osx'],
  linux: ['linux'],
  'another one': ['freebsd', 'openbsd', 'windows', 'win64'],
}

/** A program of another system or architecture is fetched, has its checksum, and does not start. */
export function foreignReleases({ service, workload: { releases = [] }, host }: HostService): Finding[] {
  return releases.flatMap(release =>
    [
      { of: 'architecture', kinds: architectures, own: architectureOf(host) },
      { of: 'system', kinds: systems, own: host.platform === 'macos' ? 'macos' : 'linux' },
    ].flatMap(({ of, kinds, own }): Finding[] => {
      const said = saidIn(release, kinds)
      if (said === undefined || own === undefined || said.kind === own) return []
      return [
        {
          code: 'foreign-program',
          where: { subject: service.name, path: `workload.releases ${release.name}`, file: service.file },
          problem: `it was built for another ${of} than that of ${host.name}, and does not start there`,
          got: said.word,
          expected: own,
          fix: `take the file for ${own}, with its checksum${of === 'architecture' ? ', or say the `architecture` of the host' : ''}`,
        },
      ]
    }),
  )
}

/** As `HostProps` says it; of a Mac nothing is known that it does not say. */
function architectureOf({ architecture, platform }: Host): string | undefined {
  return architecture ?? (platform === 'macos' ? undefined : 'amd64')
}

/** The last word of its kind, in the address or in the paths of an archive. */
function saidIn(
  { url, programs }: HostRelease,
  kinds: Readonly<Record<string, readonly string[]>>,
): { readonly word: string; readonly kind: string | undefined } | undefined {
  const all = Object.entries(kinds).flatMap(([kind, words]) => words.map(word => [word, kind] as const))
  const kindOf = new Map(all)
  const word = new RegExp(`(?<![a-z0-9])(?:${all.map(([each]) => each).join('|')})(?![a-z0-9])`, 'gi')
  const paths = typeof programs === 'string' ? [] : Object.keys(programs)
  const [found] = [url.replace(/^\w+:\/\/[^/]*/, ''), ...paths].join('\n').match(word)?.slice(-1) ?? []
  return found === undefined ? undefined : { word: found, kind: kindOf.get(found.toLowerCase()) }
}

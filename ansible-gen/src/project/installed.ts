import type { Finding } from '@homelab/estate/model'
import type { Package } from '../host/packages.ts'
import { foreignReleases } from './foreign-releases.ts'
import type { HostService } from './host-services.ts'
import { repositoriesOf } from './pieces/apt.ts'
import { isArchive } from './pieces/releases.ts'

/** What types can't say of what is installed: packages of apt, their repositories, and releases. */
export function checkInstalled(services: readonly HostService[]): Finding[] {
  return [
    ...services.flatMap(each => [
      ...unpinned(each),
      ...repositories(each),
      ...withoutApt(each),
      ...unpinnedReleases(each),
      ...foreignReleases(each),
    ]),
    ...[...Map.groupBy(services, ({ host }) => host.name).values()].flatMap(contradictions),
  ]
}

/** A version that is one: with the epoch and the revision of Debian, where it has them. */
const versions = /^(?:\d+:)?\d[A-Za-z0-9.+~-]*$/

function unpinned({ service: { name: subject, file }, workload: { packages = [] } }: HostService): Finding[] {
  return packages
    .filter(({ version, repository }) => version !== undefined || repository !== undefined)
    .filter(({ version = '' }) => !versions.test(version))
    .map(
      ({ name, version = '' }): Finding => ({
        code: 'unpinned-package',
        where: { subject, path: `workload.packages ${name}`, file },
        problem: 'the package may change under the same name',
        got: version,
        expected: 'one whole version, as `apt-cache policy` writes it: no `*`, no word',
        fix: 'pin the version',
      }),
    )
}

/** What has no checksum is whatever its publisher, or somebody on the way, puts there that day. */
function unpinnedReleases({ service: { name: subject, file }, workload: { releases = [] } }: HostService): Finding[] {
  return releases.flatMap((release): Finding[] => {
    const { name, version, url, sha256, programs } = release
    const where = { subject, path: `workload.releases ${name}`, file }
    const wrong = (problem: string, got: string, expected: string, fix: string): Finding => ({
      ...{ code: 'unpinned-package', where, problem, got, expected, fix },
    })
    return [
      ...(/^(.)\1{63}$/.test(sha256)
        ? [
            wrong(
              'the checksum stands for one, and no file has it: the role will not install any',
              `${sha256.slice(0, 8)}…`,
              'the checksum of this version',
              'write the checksum that is published beside the file, or accept it where nothing is ever installed',
            ),
          ]
        : []),
      ...(/^[0-9a-f]{64}$/.test(sha256)
        ? []
        : [
            wrong(
              'nothing tells the file from any other',
              JSON.stringify(sha256),
              'a SHA-256 checksum: 64 hexadecimal digits in lower case',
              'write the checksum that is published beside the file, or what `sha256sum` says of it',
            ),
          ]),
      ...(version !== '' && url.includes(version)
        ? []
        : [
            wrong(
              'the file may change under the same address',
              url,
              `an address with ${version === '' ? 'a version' : version} in it`,
              'take the address of one version',
            ),
          ]),
      ...(isArchive(release) === (typeof programs !== 'string')
        ? []
        : [
            {
              ...{ code: 'unread-option' as const, where, got: url },
              problem: isArchive(release)
                ? 'an archive is no program, and nothing says which of its files are'
                : 'nobody here unpacks this kind of file',
              fix: isArchive(release)
                ? 'say the paths of programs in it'
                : 'say where the program goes, or take a .tar.gz, .tar.xz, .tar.bz2, .tgz or .zip',
            },
          ]),
    ]
  })
}

/** https://manpages.debian.org/bookworm/apt/sources.list.5.en.html: names of its files are letters, digits, `-`, `_` and `.` */
const names = /^[A-Za-z0-9_-]+$/

function repositories({ service: { name: subject, file }, workload: { packages = [] } }: HostService): Finding[] {
  return repositoriesOf(packages).flatMap(({ name, url, suite, components = [], key }): Finding[] => {
    const where = { subject, path: `workload.packages ${name}`, file }
    const isFlat = suite.endsWith('/')
    return [
      ...(names.test(name)
        ? []
        : [
            {
              code: 'invalid-name' as const,
              where,
              problem: 'apt reads no file of this name',
              got: name,
              expected: 'letters, digits, - and _',
              fix: 'rename the repository',
            },
          ]),
      ...key.fingerprints
        .filter(each => !/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(each))
        .map(each => ({
          code: 'unpinned-package' as const,
          where,
          problem: 'nothing tells the key of the repository from any other',
          got: JSON.stringify(each),
          expected: 'the fingerprint of a primary key: 40 or 64 hexadecimal digits in upper case, without blanks',
          fix: 'write what `gpg --show-keys` says of the key, and compare it with what its owner publishes',
        })),
      ...[url, key.url]
        .filter(each => !URL.canParse(each))
        .map(each => ({
          code: 'unprovided-reference' as const,
          where,
          problem: 'this is no address',
          got: each,
          fix: 'write the whole URL',
        })),
      ...(isFlat === components.length > 0
        ? [
            {
              code: 'unread-option' as const,
              where,
              problem: isFlat ? 'a suite that is a path has no components' : 'a suite without components is a path',
              got: [suite, ...components].join(' '),
              expected: 'a suite with components, or a path that ends with /',
              fix: 'correct the suite or the components',
            },
          ]
        : []),
    ]
  })
}

function withoutApt({ service: { name: subject, file }, workload, host }: HostService): Finding[] {
  if (host.platform === 'linux' || host.platform === 'nas') return []
  const { packages = [], users = [], groups = [] } = workload
  const asked = [
    ...packages.filter(({ from }) => from === 'distribution').map(({ name }) => ({ path: `packages ${name}`, name })),
    ...[...users, ...groups].map(({ name }) => ({ path: `users ${name}`, name })),
  ]
  return asked.map(
    ({ path, name }): Finding => ({
      code: 'unprovided-reference',
      where: { subject, path: `workload.${path}`, file },
      problem: `${host.name} is no Linux host, which is to have this`,
      got: name,
      fix: 'say it of a Linux host, or use the package manager and the users of this one',
    }),
  )
}

/** Two services of a host that say one thing of apt, each otherwise: the role that runs later wins, each time. */
function contradictions(services: readonly HostService[]): Finding[] {
  const said = services.flatMap(({ service, workload: { packages = [], releases = [] } }) => [
    ...repositoriesOf(packages).map(each => ({ service, what: `repository ${each.name}`, of: JSON.stringify(each) })),
    ...packages.flatMap(({ name, version }: Package) =>
      version === undefined ? [] : [{ service, what: `package ${name}`, of: version }],
    ),
    ...releases.map(each => ({ service, what: `release ${each.name}`, of: JSON.stringify(each) })),
  ])
  return [...Map.groupBy(said, ({ what }) => what)].flatMap(([what, [first, ...others]]) =>
    others
      .filter(({ of }) => of !== first?.of)
      .map(
        ({ service: { name: subject, file }, of }): Finding => ({
          code: 'duplicate-setting',
          where: { subject, path: `workload.packages ${what}`, file },
          problem: `${first?.service.name} says another thing of the same ${what} on this host`,
          got: of,
          ...(first !== undefined && { expected: first.of }),
          fix: 'say it once, and use it in both',
        }),
      ),
  )
}

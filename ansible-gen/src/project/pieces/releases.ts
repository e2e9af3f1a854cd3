import { type Expression, expression } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import { type HostRelease, programsOf } from '../../host/releases.ts'
import { type Pieces, type Rendering, shownPath } from '../rendering.ts'

/** Archives are kept, so that a run can tell that nothing is to be fetched. */
const kept = '/opt/releases'

/** The ending that tells how an archive is unpacked. */
const archive = /\.(?:tar\.(?:gz|xz|bz2)|tgz|zip)$/

export function isArchive({ url }: HostRelease): boolean {
  return archive.test(url)
}

function pathsOf(release: HostRelease) {
  const folder = `${kept}/${release.name}-${release.version}`
  return { folder, file: `${folder}${archive.exec(release.url)?.[0] ?? ''}` }
}

/** Every path below the system's root that releases take, besides their programs. */
export function releasePaths(releases: readonly HostRelease[]): readonly string[] {
  return releases.filter(isArchive).flatMap(each => [kept, ...Object.values(pathsOf(each))])
}

/** Fetches a release that is not there yet in its version, and puts its programs where they go. */
export function releasePieces(rendering: Rendering, release: HostRelease): Pieces {
  const { scope, host, programs: running } = rendering
  const notify = running.flatMap(({ owns: { restart, calls = [] } }) =>
    restart !== undefined && calls.some(call => programsOf(release).includes(call)) ? [restart] : [],
  )
  const calls = notify.length > 0 && { notify }
  const { name, version, url, sha256, programs } = release
  const checksum = `sha256:${sha256}`
  const fetch = (dest: string, mode: string): Task => ({
    name: `Fetch ${name} ${version}`,
    module: { 'ansible.builtin.get_url': { url, dest: scope.path(dest), mode, checksum } },
    become: true,
  })
  if (typeof programs === 'string') return { tasks: [{ ...fetch(programs, '0755'), ...calls }] }
  const { folder, file } = pathsOf(release)
  const fetched = scope.register(name, 'release')
  const made = scope.register(name, 'folder')
  // A check has made no folder, and fetched nothing that could be unpacked.
  const there: Expression = expression`not (ansible_check_mode and ${made} is changed)`
  const when = [there, expression`not (ansible_check_mode and ${fetched} is changed)`]
  const make = (path: string): Task => ({
    name: `Make ${path}`,
    module: { 'ansible.builtin.file': { path: scope.path(path), state: 'directory', mode: '0755', owner: 'root' } },
    become: true,
  })
  return {
    tasks: [
      { ...make(kept), register: made },
      { ...fetch(file, '0644'), register: fetched, when: there },
      make(folder),
      {
        name: `Unpack ${name} ${version}`,
        module: {
          'ansible.builtin.unarchive': {
            src: scope.path(file),
            dest: scope.path(folder),
            remote_src: true,
            owner: 'root',
          },
        },
        become: true,
        when,
      },
      ...Object.entries(programs).map(
        ([inside, path]): Task => ({
          name: `Put ${name} to ${shownPath(host, path)}`,
          module: {
            'ansible.builtin.copy': {
              ...{ src: `${scope.path(folder)}/${inside}`, dest: scope.path(path) },
              ...{ remote_src: true, mode: '0755', owner: 'root' },
            },
          },
          become: true,
          when,
          ...calls,
        }),
      ),
    ],
  }
}

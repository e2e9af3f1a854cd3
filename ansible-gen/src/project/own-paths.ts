import type { Host } from '@homelab/estate/model'
import type { Directory } from '../host/files.ts'
import type { KnownProgram } from '../host/known-program.ts'
import { programsOf } from '../host/releases.ts'
import type { HostWorkload } from '../host/workload.ts'

/** A service with its programs, as far as its paths go. */
interface Writing {
  readonly workload: HostWorkload
  readonly programs: readonly KnownProgram[]
}

/** The files that the role writes, with their modes, in its order. */
export function ownFiles({
  workload: { files = [] },
  programs,
}: Writing): readonly { readonly path: string; readonly mode: string }[] {
  return [
    ...files,
    ...programs.flatMap(({ program: { reads = [] }, owns: { definedIn = [] } }) => [
      ...reads,
      ...definedIn.map(path => ({ path, mode: '0644' })),
    ]),
  ]
}

/** What is left to whoever runs the machine: https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html */
const ownedOnLinux = ['/etc', '/mnt', '/opt', '/srv', '/usr/local', '/var/lib', '/var/log']

/** The folders of a host in which services may own files. */
export function allowedFolders({ platform, home, brewPrefix, ownedPaths }: Host): readonly string[] {
  return [home, brewPrefix, ...(ownedPaths ?? (platform === 'linux' ? ownedOnLinux : []))].filter(
    path => path !== undefined,
  )
}

export function isInside(folders: readonly string[], path: string): boolean {
  return folders.some(folder => path === folder || path.startsWith(`${folder}/`))
}

/** What the role itself writes, with the owner that was given: folders and files, but for what its programs are told to. */
export function writtenPaths({ workload, programs }: Writing): readonly Written[] {
  const { directories = [], files = [], releases = [] } = workload
  return [
    // Root puts them there.
    ...releases.flatMap(programsOf).map(path => ({ path, owner: { user: 'root' } })),
    ...directories,
    ...programFolders(programs),
    ...files,
    ...programs.flatMap(({ program: { reads = [] } }) => reads),
  ]
}

type Written = Pick<Directory, 'path' | 'owner'>

/** Every path that the role of a workload writes, or lets its programs write: files, folders, logs. */
export function ownPaths({ workload, programs }: Writing): readonly string[] {
  const { directories = [], files = [], releases = [] } = workload
  return [
    ...releases.flatMap(programsOf),
    ...[...directories, ...programFolders(programs), ...files].map(({ path }) => path),
    ...programs.flatMap(({ program: { reads = [] }, owns: { definedIn = [], writes = [] } }) => [
      ...reads.map(({ path }) => path),
      ...definedIn,
      ...writes,
    ]),
  ]
}

/** The folders that the role makes for its programs. */
export function programFolders(programs: readonly KnownProgram[]): readonly Directory[] {
  return programs.flatMap(({ owns: { folders = [] } }) => folders)
}

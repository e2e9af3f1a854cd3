import type { Host } from '@homelab/estate'
import type { Collector } from '../host/collector.ts'
import { definedIn } from '../host/defined-in.ts'
import type { Directory } from '../host/files.ts'
import type { Program } from '../host/programs.ts'
import type { HostWorkload } from '../host/workload.ts'
import { folderName } from './job.ts'

/** The files that the role writes, with their modes, in its order. */
export function ownFiles(
  { files = [], programs = [] }: HostWorkload,
  host: Host,
): readonly { readonly path: string; readonly mode: string }[] {
  return [
    ...files,
    ...programs.flatMap(program => [
      ...(program.reads ?? []),
      ...definedIn(program, host).map(path => ({ path, mode: '0644' })),
    ]),
  ]
}

/** The folders of a host in which services may own files. */
export function allowedFolders({ home, brewPrefix, ownedPaths = [] }: Host): readonly string[] {
  return [home, brewPrefix, ...ownedPaths].filter(path => path !== undefined)
}

export function isInside(folders: readonly string[], path: string): boolean {
  return folders.some(folder => path === folder || path.startsWith(`${folder}/`))
}

/** What the role itself writes, with the owner that was given: folders and files, but for what its programs are told to. */
export function writtenPaths({ directories = [], files = [], programs = [] }: HostWorkload): readonly Written[] {
  return [...directories, ...collectorFolders(programs), ...files, ...programs.flatMap(({ reads = [] }) => reads)]
}

type Written = Pick<Directory, 'path' | 'owner'>

/** Every path that the role of a workload writes, or lets its programs write: files, folders, logs. */
export function ownPaths({ directories = [], files = [], programs = [] }: HostWorkload, host: Host): readonly string[] {
  return [
    ...[...directories, ...collectorFolders(programs), ...files].map(({ path }) => path),
    ...programs.flatMap(program => programPaths(program, host)),
  ]
}

function programPaths(program: Program, host: Host): readonly string[] {
  const logs = program.kind === 'launch-agent' ? [program.out, program.err] : []
  return [...(program.reads ?? []).map(({ path }) => path), ...definedIn(program, host), ...logs]
}

/** The folders that collectors write to. */
export function collectorFolders(programs: readonly Program[]): readonly Directory[] {
  return programs.filter(isCollector).flatMap(({ script, writes, out, root }): Directory[] => {
    // The system's own folder of logs is not ours to make.
    const folders = root === true ? [script] : [writes.path, out, script]
    return folders.map(path => ({
      path: folderName(path),
      mode: '0755',
      ...(root === undefined ? {} : { owner: { user: 'root' } }),
    }))
  })
}

function isCollector(program: Program): program is Collector {
  return program.kind === 'launch-agent' && 'writes' in program
}

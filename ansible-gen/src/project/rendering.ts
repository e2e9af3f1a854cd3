import type { Host, Lookup, ResolvedService, ResolvedWithWorkloads } from '@homelab/estate/model'
import type { Expression } from '../ansible/jinja.ts'
import type { Template } from '../ansible/role.ts'
import type { Task } from '../ansible/task.ts'
import type { KnownProgram } from '../host/known-program.ts'
import type { HostWorkload } from '../host/workload.ts'
import type { HostContents } from './contents.ts'
import type { RoleScope } from './scope.ts'

/** One service to render as a role, with what its parts share. */
export interface Rendering {
  readonly resolved: ResolvedWithWorkloads
  readonly find: Lookup
  readonly contents: HostContents
  readonly scope: RoleScope
  readonly service: ResolvedService
  readonly workload: HostWorkload
  readonly programs: readonly KnownProgram[]
  readonly host: Host
}

/** How a role makes sure at its end that something runs. */
export interface Confirmation {
  /** Variables of the tasks and handlers that start it. */
  readonly started: readonly Expression[]
  /** Done before, when the handlers were run: what is told to a program that goes on. It may call handlers. */
  readonly takes?: readonly Task[]
  readonly tasks: readonly Task[]
}

/** What a part of a workload adds to the role. */
export interface Pieces {
  readonly tasks?: readonly Task[]
  readonly handlers?: readonly Task[]
  readonly templates?: readonly Template[]
  /** Done when all else is done. */
  readonly confirmations?: readonly Confirmation[]
}

/** Pieces as one, in order. */
export function joined(parts: readonly Pieces[]): Required<Pieces> {
  return {
    tasks: parts.flatMap(({ tasks = [] }) => tasks),
    handlers: parts.flatMap(({ handlers = [] }) => handlers),
    templates: parts.flatMap(({ templates = [] }) => templates),
    confirmations: parts.flatMap(({ confirmations = [] }) => confirmations),
  }
}

/** A path as people know it, for the names of tasks. */
export function shownPath({ home, brewPrefix }: Host, path: string): string {
  if (home !== undefined && path.startsWith(`${home}/`)) return `~${path.slice(home.length)}`
  if (brewPrefix !== undefined && path.startsWith(`${brewPrefix}/`))
    return `Homebrew's ${path.slice(brewPrefix.length + 1)}`
  return path
}

/** The last step of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The folder of a path. */
export function folderName(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1))
}

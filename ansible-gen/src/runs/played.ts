import { present } from '@homelab/formats/present'

/** What a playbook says that ran with the callback `ansible.posix.json`. */
export interface Played {
  /** How many tasks had something to do or to look at. */
  readonly tasks: number
  /** Tasks that changed something, or would in check mode. */
  readonly changed: readonly PlayedTask[]
  readonly failed: readonly PlayedTask[]
  /** Hosts that nobody could log in to. */
  readonly unreachable: readonly string[]
}

export interface PlayedTask {
  /** The role; absent for what a playbook does itself. */
  readonly role?: string
  readonly name: string
  /** Files that it writes, by their paths on the host, and what a failed one says. */
  readonly says: readonly string[]
}

interface Report {
  readonly plays: readonly {
    readonly tasks: readonly {
      readonly task: { readonly name: string }
      readonly hosts: Readonly<Record<string, HostResult>>
    }[]
  }[]
}

interface HostResult {
  readonly changed?: boolean
  readonly failed?: boolean
  readonly skipped?: boolean
  readonly unreachable?: boolean
  readonly msg?: unknown
  readonly diff?: HostDiff | readonly HostDiff[]
}

/** https://docs.ansible.com/ansible/latest/reference_appendices/common_return_values.html#diff */
interface HostDiff {
  readonly after_header?: string
  readonly before_header?: string
}

/**
 * Reads what a run printed. Contents of files are left out: a diff may hold what a file keeps.
 *
 * @returns undefined where it printed no report
 */
export function playedIn(printed: string): Played | undefined {
  const report = reportIn(printed)
  if (report === undefined) return undefined
  const done = report.plays.flatMap(({ tasks }) =>
    tasks.flatMap(({ task, hosts }) =>
      Object.entries(hosts).map(([host, result]) => ({ host, result, task: told(task.name, result) })),
    ),
  )
  return {
    tasks: done.filter(({ result }) => result.skipped !== true).length,
    changed: done.filter(({ result }) => result.changed === true && result.failed !== true).map(({ task }) => task),
    // One without a word was caught by its block, which fails by a task of its own and says why.
    failed: done
      .filter(({ result }) => result.failed === true && result.unreachable !== true && result.msg !== undefined)
      .map(({ task, result }) => ({ ...task, says: [...task.says, String(result.msg)] })),
    unreachable: [...new Set(done.flatMap(({ host, result }) => (result.unreachable === true ? [host] : [])))],
  }
}

/** Warnings may come first. */
function reportIn(printed: string): Report | undefined {
  const start = printed.search(/^\{/m)
  if (start === -1) return undefined
  try {
    return JSON.parse(printed.slice(start)) as Report
  } catch {
    return undefined
  }
}

function told(name: string, { diff = [] }: HostResult): PlayedTask {
  const [, role, own] = /^(\w+) : (.+)$/s.exec(name) ?? []
  const files = [diff].flat().flatMap(({ after_header: after, before_header: before }) => after ?? before ?? [])
  return { ...present({ role }), name: own ?? name, says: [...new Set(files)] }
}

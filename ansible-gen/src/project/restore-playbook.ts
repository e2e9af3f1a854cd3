import { backupTools, type Part, type Resolved } from '@homelab/estate/model'
import { type Expression, expression, mark, value, variable } from '../ansible/jinja.ts'
import { taskData } from '../ansible/task.ts'
import type { KnownProgram } from '../host/known-program.ts'
import type { HostService } from './host-services.ts'
import { isInside } from './own-paths.ts'
import { hostVariables } from './scope.ts'
import { withPaths } from './template.ts'

/** The restore test of a host: the script that the role of the backups has put there. */
export interface RestoreTest {
  readonly host: HostService['host']
  /** The script, absolute. */
  readonly script: string
  /** Who saves there, and so can read all of it; undefined where that is the login of the host. */
  readonly user: string | undefined
}

export function restoreTests(parts: readonly Part[], services: readonly HostService[]): readonly RestoreTest[] {
  const scripts = new Set(backupTools.all(parts).map(tool => tool.restoreTest))
  return services.flatMap(({ host, workload: { files = [] }, programs }) =>
    files.flatMap(({ path, content }) =>
      content.kind === 'slot' && scripts.has(content.slot)
        ? [{ host, script: path, user: otherUser(host, programs) }]
        : [],
    ),
  )
}

/** The user of the job that saves, where it is not the login of the host. */
function otherUser({ user: login }: HostService['host'], programs: readonly KnownProgram[]): string | undefined {
  const [user] = programs.flatMap(({ owns }) => owns.user ?? [])
  return user === login ? undefined : user
}

/** Runs the restore tests and shows their reports, of those that fail too: no repository hides another. */
export function restorePlaybook({ title }: Resolved, tests: readonly RestoreTest[]): object[] {
  return [...Map.groupBy(tests, ({ host }) => host.name)].map(([name, here]) => {
    const results = here.map((_, index) => variable(here.length === 1 ? 'restore_test' : `restore_test_${index + 1}`))
    const [first = variable('restore_test')] = results
    return {
      name: `Test whether the backups of ${name} of ${title} can be restored`,
      hosts: name,
      gather_facts: false,
      vars: { restore_test_folder: '/tmp' },
      tasks: [
        ...here.map((test, index) => restoring(test, results[index] ?? first, here.length > 1)),
        taskData({
          name: 'Report',
          module: {
            'ansible.builtin.assert': {
              that: results.map(result => expression`${result}.rc == 0`),
              ...(here.length === 1 ? reportOf(first) : reports),
            },
          },
          ...(here.length > 1 && { vars: { [all]: results.map(mark) } }),
          when: expression`${first} is not skipped`,
        }),
      ],
    }
  })
}

type Messages = { readonly success_msg: string; readonly fail_msg: string }

function reportOf(result: Expression): Messages {
  return {
    success_msg: value`${result}.stdout_lines`,
    fail_msg: value`${result}.stdout_lines | default([]) + [${result}.stderr | default('')]`,
  }
}

/** What all of a host said, in a variable: in one expression lines would grow with each of them. */
const all = variable('restore_tests')
const said = expression`${all} | map(attribute='stdout_lines', default=[]) | flatten`
const reports: Messages = {
  success_msg: value`${said}`,
  fail_msg: value`${said} + (${all} | map(attribute='stderr', default='') | list)`,
}

function restoring({ host, script, user }: RestoreTest, result: Expression, isOneOfSeveral: boolean): object {
  return taskData({
    name: `Restore into a scratch folder and compare${isOneOfSeveral ? `, by ${script.slice(script.lastIndexOf('/') + 1)}` : ''}`,
    module: {
      'ansible.builtin.command': { argv: [scriptPath(host, script), value`restore_test_folder`] },
    },
    ...(user !== undefined && { become: true }),
    ...(user !== undefined && user !== 'root' && { become_user: user }),
    register: result,
    changed_when: false,
    failed_when: false,
  })
}

/** As the role has written it: outside of home and Homebrew, below the root. */
function scriptPath({ home, brewPrefix }: HostService['host'], script: string): string {
  const movable = [home, brewPrefix].filter(folder => folder !== undefined)
  return withPaths(script, {
    home,
    brewPrefix,
    systemPaths: new Set(isInside(movable, script) ? [] : [script]),
    variable: fact => variable(hostVariables[fact]),
  })
}

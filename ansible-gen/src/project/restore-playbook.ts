import { backupTools, type Part, type Resolved } from '@homelab/estate/model'
import { expression, value, variable } from '../ansible/jinja.ts'
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

/** Runs the restore tests and shows their reports, of one that fails too. */
export function restorePlaybook({ title }: Resolved, tests: readonly RestoreTest[]): object[] {
  return tests.map(({ host, script, user }) => ({
    name: `Test whether the backups of ${host.name} of ${title} can be restored`,
    hosts: host.name,
    gather_facts: false,
    vars: { restore_test_folder: '/tmp' },
    tasks: [
      taskData({
        name: 'Restore into a scratch folder and compare',
        module: {
          'ansible.builtin.command': { argv: [scriptPath(host, script), value`restore_test_folder`] },
        },
        ...(user !== undefined && { become: true }),
        ...(user !== undefined && user !== 'root' && { become_user: user }),
        register: 'restore_test',
        changed_when: false,
        failed_when: false,
      }),
      taskData({
        name: 'Report',
        module: {
          'ansible.builtin.assert': {
            that: [expression`restore_test.rc == 0`],
            success_msg: value`restore_test.stdout_lines`,
            fail_msg: value`restore_test.stdout_lines | default([]) + [restore_test.stderr | default('')]`,
          },
        },
        when: expression`restore_test is not skipped`,
      }),
    ],
  }))
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

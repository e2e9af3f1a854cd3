import type { Resolved } from '@homelab/estate'
import { expression, value, variable } from '../ansible/jinja.ts'
import { taskData } from '../ansible/task.ts'
import { restoreTestSlot } from '../host/borgmatic.ts'
import type { HostService } from './host-services.ts'
import { hostVariables } from './scope.ts'
import { withPaths } from './template.ts'

/** The restore test of a host: the script that the role of the backups has put there. */
export interface RestoreTest {
  readonly host: HostService['host']
  /** The script, absolute. */
  readonly script: string
}

export function restoreTests(services: readonly HostService[]): readonly RestoreTest[] {
  return services.flatMap(({ host, workload: { files = [] } }) =>
    files.flatMap(({ path, content }) =>
      content.kind === 'slot' && content.slot === restoreTestSlot ? [{ host, script: path }] : [],
    ),
  )
}

/** Runs the restore tests and shows their reports, of one that fails too. */
export function restorePlaybook({ title }: Resolved, tests: readonly RestoreTest[]): object[] {
  return tests.map(({ host, script }) => ({
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

function scriptPath({ home, brewPrefix }: HostService['host'], script: string): string {
  return withPaths(script, {
    home,
    brewPrefix,
    systemPaths: new Set(),
    variable: fact => variable(hostVariables[fact]),
  })
}

import { type Expression, expression, quoted, value } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import { printContent } from '../../project/contents.ts'
import { confirmRuns } from '../../project/pieces/confirm.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { restartName } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { composeFile } from './file.ts'
import { type ComposeProject, composePath } from './program.ts'

export function render(rendering: Rendering, projects: readonly ComposeProject[]): Pieces {
  return joined(projects.map(each => projectPieces(rendering, each)))
}

/** How long containers may take to be well, in seconds; what it takes to pull their images comes before. */
const waitSeconds = '300'

/**
 * Docker's own program does it, and no module: Ansible's is of a collection that reads what Compose prints for people, to tell whether
 * anything changed. Here that is told by the ids of the containers that run, before and after.
 */
function projectPieces(rendering: Rendering, project: ComposeProject): Pieces {
  const { scope, contents } = rendering
  const { name, docker, containers, reads } = project
  const environmentFiles = new Set(Object.values(containers).map(({ environmentFile }) => environmentFile))
  const path = composePath(project)
  const file = { path, mode: '0644', owner: { user: 'root' } } as const
  const before = scope.register(name, 'before')
  const running = scope.register(name, 'running')
  const started = scope.register(name, 'start')
  const again = scope.register(name, 'restart')
  const runs = scope.register(name, 'runs')
  const compose = (...words: readonly string[]) => ({
    'ansible.builtin.command': { argv: [scope.path(docker), 'compose', '--file', scope.path(path), ...words] },
  })
  const up = ['up', '--detach', '--quiet-pull', '--wait', '--wait-timeout', waitSeconds] as const
  const ids = ['ps', '--status', 'running', '--quiet'] as const
  const services = ['ps', '--status', 'running', '--services'] as const
  // What runs once has ended by then.
  const names = Object.entries(containers).flatMap(([container, { runs }]) => (runs === 'once' ? [] : [container]))
  const reading = (answer: Expression) => ({
    ...{ register: answer, changed_when: false, check_mode: false, become: true },
    // In a check on a new host there is no file yet.
    failed_when: expression`${answer}.rc != 0 and not ansible_check_mode`,
  })
  const expected = scope.register(name, 'expected')
  const lacks = (answer: Expression) =>
    expression`${expected} | difference(${answer}.stdout_lines | default([])) | length > 0`
  const tasks: readonly Task[] = [
    { name: `Ask which containers of ${name} run`, module: compose(...ids), ...reading(before) },
    {
      name: `Start ${name}`,
      module: compose(...up, '--remove-orphans'),
      become: true,
      // The next task tells.
      changed_when: false,
    },
    {
      name: `Tell what was started of ${name}`,
      module: compose(...ids),
      become: true,
      register: started,
      changed_when: expression`${started}.stdout_lines | sort != ${before}.stdout_lines | default([]) | sort`,
    },
    {
      name: `Ask by name which containers of ${name} run`,
      module: compose(...services),
      ...reading(running),
      when: expression`ansible_check_mode`,
    },
    {
      // A check starts nothing, and says so.
      name: `Tell what would be started of ${name}`,
      module: { 'ansible.builtin.debug': { msg: `Not all of ${names.join(', ')} run.` } },
      changed_when: true,
      vars: { [expected]: names },
      when: expression`ansible_check_mode and ${lacks(running)}`,
    },
  ]
  return joined([
    { tasks: requireCompose(rendering, project) },
    // Compose compares the variables of a container, and makes it again; of other files it knows but where they are.
    ...reads.map(each => filePieces(rendering, each, environmentFiles.has(each.path) ? undefined : restartName(name))),
    templatePieces(
      rendering,
      file,
      printContent(contents, scope, { kind: 'yaml', data: composeFile(project, rendering.service) as never }),
      {},
    ),
    {
      tasks,
      handlers: [
        {
          // Waits until all are well, as `restart` does not.
          name: restartName(name),
          module: compose(...up, '--force-recreate'),
          become: true,
          register: again,
          changed_when: true,
          // Else all have just been started, with the new files. A run that failed before it came to that still runs handlers.
          when: expression`${before} is not defined or ${before}.stdout | default('') != ''`,
        },
      ],
      confirmations: [
        {
          started: [started, again],
          tasks: confirmRuns(scope, {
            name,
            module: compose(...services),
            become: true,
            answer: runs,
            that: names.map(container => expression`${quoted(container)} in ${runs}.stdout_lines`),
            otherwise: [`Its log: ${docker} compose --file ${path} logs`],
          }),
        },
      ],
    },
  ])
}

/** The first that waits so long and no longer, and the oldest that NAS have: https://docs.docker.com/compose/releases/release-notes/ */
const firstCompose = '2.20'

/** In a check on a new host it may not be there yet. */
function requireCompose({ scope }: Rendering, { name, docker }: ComposeProject): readonly Task[] {
  const asked = scope.register(name, 'compose')
  const version = scope.register(name, 'compose_version')
  return [
    {
      name: `Ask for the version of Compose for ${name}`,
      module: { 'ansible.builtin.command': { argv: [scope.path(docker), 'compose', 'version', '--short'] } },
      become: true,
      register: asked,
      changed_when: false,
      failed_when: false,
      check_mode: false,
    },
    {
      name: `Require Compose ${firstCompose} or newer for ${name}`,
      module: {
        'ansible.builtin.assert': {
          that: [expression`${asked}.rc == 0`, expression`${version} is version(${quoted(firstCompose)}, '>=')`],
          fail_msg: `Docker's plugin Compose ${firstCompose} or newer runs the containers, and the host has ${value`${version}`}.`,
          quiet: true,
        },
      },
      vars: {
        [version]: value`${asked}.stdout | default('') | regex_search('[0-9]+([.][0-9]+)+') | default('0', true)`,
      },
      when: expression`${asked}.rc == 0 or not ansible_check_mode`,
    },
  ]
}

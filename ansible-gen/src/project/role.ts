import type { ArgumentSpec, Role } from '../ansible/role.ts'
import type { Task } from '../ansible/task.ts'
import type { Directory } from '../host/files.ts'
import type { LaunchAgent, Program } from '../host/programs.ts'
import type { HostWorkload } from '../host/workload.ts'
import { type Job, joined, type Part } from './job.ts'
import { collectorFolders, ownPaths } from './own-paths.ts'
import { actionsSecretsPart } from './parts/actions-secrets.ts'
import { agentParts } from './parts/agents.ts'
import { brewServicePart } from './parts/brew-service.ts'
import { confirmTasks } from './parts/confirm.ts'
import { directoryPart, filePart } from './parts/files.ts'
import { minikubePart } from './parts/minikube.ts'
import { packagePart, requirementPart, versionPart } from './parts/packages.ts'
import { secretTasks } from './parts/secrets.ts'
import { systemdPart } from './parts/systemd.ts'
import { readme } from './readme.ts'
import type { Variable } from './scope.ts'

/** The role of a service of a host. */
export function renderRole(job: Job): Role {
  const { scope, service, workload, host, resolved } = job
  scope.system(ownPaths(workload, host).filter(path => !belowOwn(host, path)))
  const { tasks: steps, handlers, templates, confirmations } = joined(parts(job, workload))
  const tasks = [...steps, ...confirmTasks(scope, confirmations, handlers.length > 0)]
  const { variables } = scope
  const secrets = secretTasks(scope.known('answer'), resolved, variables)
  const fetch: Task = {
    name: 'Fetch the secrets that nobody gave',
    module: { 'ansible.builtin.import_tasks': { file: 'secrets.yml' } },
  }
  return {
    name: scope.role,
    title: service.title,
    summary: service.summary,
    platform: host.platform === 'linux' ? 'linux' : 'macos',
    author: resolved.title,
    defaults: Object.fromEntries(
      variables.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
    ),
    options: Object.fromEntries(variables.map(variable => [variable.name, option(variable)])),
    tasks: secrets.length === 0 ? tasks : [fetch, ...tasks],
    secrets,
    handlers,
    templates,
    readme: readme(job, variables),
  }
}

/** What the workload lists, in the order in which its documentation says it is done. */
function parts(job: Job, workload: HostWorkload): readonly Part[] {
  const { requires = [], requiresVersions = [], packages = [], directories = [], files = [], programs = [] } = workload
  const { cluster, actionsSecrets } = workload
  const folders = unique([...directories, ...collectorFolders(programs)])
  return [
    ...requires.map(requirement => requirementPart(job, requirement)),
    ...requiresVersions.map(each => versionPart(job, each)),
    ...packages.map(each => packagePart(job, each)),
    ...folders.map(directory => directoryPart(job, directory)),
    ...files.map(file => filePart(job, file)),
    ...programs.flatMap(program => (program.kind === 'launch-agent' ? [] : [programPart(job, program)])),
    agentParts(
      job,
      programs.filter(program => program.kind === 'launch-agent'),
    ),
    ...(cluster === undefined ? [] : [minikubePart(job, cluster)]),
    ...(actionsSecrets === undefined ? [] : [actionsSecretsPart(job, actionsSecrets)]),
  ]
}

function programPart(job: Job, program: Exclude<Program, LaunchAgent>): Part {
  return program.kind === 'brew-service' ? brewServicePart(job, program) : systemdPart(job, program)
}

/** The first word on a folder counts. */
function unique(directories: readonly Directory[]): readonly Directory[] {
  return [...new Map(directories.toReversed().map(each => [each.path, each])).values()].toReversed()
}

function belowOwn({ home, brewPrefix }: Job['host'], path: string): boolean {
  return [home, brewPrefix].some(folder => folder !== undefined && path.startsWith(`${folder}/`))
}

function option({ description, default: value, secret }: Variable): ArgumentSpec {
  return {
    type: 'str',
    description: secret === undefined ? description : `${description} Read from the vault when it is not given.`,
    ...(value === undefined ? {} : { default: value }),
    ...(secret === undefined ? {} : { no_log: true }),
  }
}

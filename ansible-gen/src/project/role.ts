import { renderedFolder } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ArgumentSpec, Role } from '../ansible/role.ts'
import type { Task } from '../ansible/task.ts'
import type { Directory } from '../host/files.ts'
import { byPart } from '../host/known-program.ts'
import { isForgejoLogin } from '../host/logins.ts'
import { ownPaths, programFolders } from './own-paths.ts'
import { actionsSecretsPieces } from './pieces/actions-secrets.ts'
import { aptPaths, repositoryPieces } from './pieces/apt.ts'
import { confirmTasks } from './pieces/confirm.ts'
import { directoryPieces, filePieces } from './pieces/files.ts'
import { forgejoLoginPieces } from './pieces/forgejo-login.ts'
import { packagePieces, requirementPieces, versionPieces } from './pieces/packages.ts'
import { releasePaths, releasePieces } from './pieces/releases.ts'
import { secretTasks } from './pieces/secret-tasks.ts'
import { groupPieces, userPieces } from './pieces/users.ts'
import { readme } from './readme.ts'
import { joined, type Pieces, type Rendering } from './rendering.ts'
import type { Variable } from './scope.ts'

/** The role of a service of a host. */
export function renderRole(rendering: Rendering): Role {
  const { scope, service, host, resolved, workload } = rendering
  scope.system(
    [...ownPaths(rendering), ...aptPaths(workload.packages ?? []), ...releasePaths(workload.releases ?? [])].filter(
      path => !belowOwn(host, path),
    ),
  )
  const { tasks: steps, handlers, templates, confirmations } = joined(pieces(rendering))
  const tasks = [...steps, ...confirmTasks(scope, confirmations, handlers.length > 0)]
  const { variables } = scope
  const secrets = secretTasks(scope.known('answer'), resolved, renderedFolder(resolved), variables)
  const fetch: Task = {
    name: 'Fetch the secrets that nobody gave',
    module: { 'ansible.builtin.import_tasks': { file: 'secrets.yml' } },
  }
  return {
    name: scope.role,
    title: service.title,
    summary: service.summary,
    platform: host.platform === 'macos' ? 'macos' : 'linux',
    author: resolved.title,
    defaults: Object.fromEntries(
      variables.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
    ),
    options: Object.fromEntries(variables.map(variable => [variable.name, option(variable)])),
    tasks: secrets.length === 0 ? tasks : [fetch, ...tasks],
    secrets,
    handlers,
    templates,
    readme: readme(rendering, variables),
  }
}

/** What the workload lists, in the order in which its documentation says it is done. */
function pieces(rendering: Rendering): readonly Pieces[] {
  const { workload, programs, resolved, find, service } = rendering
  const { requires = [], requiresVersions = [], packages = [], releases = [] } = workload
  const { groups = [], users = [] } = workload
  const { directories = [], files = [], actionsSecrets } = workload
  const folders = unique([...directories, ...programFolders(programs)])
  return [
    ...requires.map(requirement => requirementPieces(rendering, requirement)),
    ...requiresVersions.map(each => versionPieces(rendering, each)),
    repositoryPieces(rendering, packages),
    ...packages.map(each => packagePieces(rendering, each)),
    ...releases.map(each => releasePieces(rendering, each)),
    ...groups.map(groupPieces),
    ...users.map(userPieces),
    ...folders.map(directory => directoryPieces(rendering, directory)),
    ...files.map(file => filePieces(rendering, file)),
    ...byPart(resolved.parts, programs).flatMap(([part, own]) =>
      own.length === 0 ? [] : [part.renderer.get().render(rendering, own)],
    ),
    ...(actionsSecrets === undefined ? [] : [actionsSecretsPieces(rendering, actionsSecrets)]),
    ...find
      .loginsFor(service.name)
      .flatMap(({ use, secret, ...login }) =>
        isForgejoLogin(use) && secret !== undefined ? [forgejoLoginPieces(rendering, { ...login, secret }, use)] : [],
      ),
  ]
}

/** The first word on a folder counts. */
function unique(directories: readonly Directory[]): readonly Directory[] {
  return [...new Map(directories.toReversed().map(each => [each.path, each])).values()].toReversed()
}

function belowOwn({ home, brewPrefix }: Rendering['host'], path: string): boolean {
  return [home, brewPrefix].some(folder => folder !== undefined && path.startsWith(`${folder}/`))
}

function option({ description, default: value, secret }: Variable): ArgumentSpec {
  return {
    type: 'str',
    description: secret === undefined ? description : `${description} Read from the vault when it is not given.`,
    ...present({ default: value }),
    ...(secret !== undefined && { no_log: true }),
  }
}

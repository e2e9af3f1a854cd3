import { backupToolsOf, type Finding, type Resolved, type UsedBackupTool } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/** What tools say of their own settings, and what two of them say of one repository. */
export function checkRepositories(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const used = services.flatMap(({ service }) => backupToolsOf(resolved, service))
  return [
    ...used.flatMap(mistaken),
    ...idle(used),
    ...used.flatMap((each, index) => contested(each, used.slice(0, index))),
  ]
}

function mistaken({ tool, settings, request, service }: UsedBackupTool): readonly Finding[] {
  const found = tool.mistakes?.(request, settings, service.slots) ?? []
  return found.map(({ path, ...mistake }) => ({
    ...mistake,
    where: { subject: service.name, path, file: service.file },
  }))
}

/**
 * Runs that have nothing to save: Borg refuses one, tar makes an empty archive. All of a host are asked for the same: the first
 * speaks for the others.
 */
function idle(used: readonly UsedBackupTool[]): readonly Finding[] {
  const empty = used.filter(({ request: { folders, postgres, sqlite, mariadb } }) =>
    [folders, postgres, sqlite, mariadb].every(asked => asked.length === 0),
  )
  return [...Map.groupBy(empty, ({ service: { at } }) => at.name).values()].flatMap(([first]): Finding[] =>
    first === undefined
      ? []
      : [
          {
            code: 'empty-setting',
            where: { subject: first.service.name, path: 'backsUp', file: first.service.file },
            problem: 'it saves nothing: no data of its place asks for it, and no database on which it has a login',
            expected:
              '`backup: saved(…)` of data beside it, or `backup: dumped` of a database and a `role` on its server',
            fix: 'say what is to be saved, or remove the service',
          },
        ],
  )
}

/** Two runs wait for each other's lock and prune each other's archives; two of a name are one to metrics and alerts. */
function contested(each: UsedBackupTool, before: readonly UsedBackupTool[]): readonly Finding[] {
  const { service, tool, settings } = each
  const { repository, where } = tool.terms(settings)
  const finding = (path: string, got: string, problem: string, fix: string): readonly Finding[] => [
    { code: 'contested-repository', where: { subject: service.name, path, file: service.file }, problem, got, fix },
  ]
  const place = placeOf(each)
  const same = before.find(other => place !== undefined && placeOf(other) === place)
  if (same !== undefined) {
    const problem = `${same.service.name} saves into the same repository`
    return finding(
      'repository',
      where,
      problem,
      'give each a repository of its own: a backup in the same place is none',
    )
  }
  const named = before.find(other => other.tool.terms(other.settings).repository === repository)
  if (named === undefined) return []
  const problem = `${named.service.name} calls its repository so, and metrics and alerts know one by its name`
  return finding('repository', repository, problem, 'give one of the two another name')
}

/** Where it lies, whoever asks for it: on a share, on a server, or on the host itself. */
function placeOf({ service: { at, backsUp }, tool, settings }: UsedBackupTool): string | undefined {
  const { place, mountPoint } = tool.terms(settings)
  if (place === undefined) return undefined
  const { path, server, port } = place
  if (server !== undefined) return `${server}:${port} ${path}`
  const share = backsUp?.share
  if (share === undefined || mountPoint === undefined) return `${at.name} ${path}`
  return `${share.host}:${share.name} ${path.slice(mountPoint.length)}`
}

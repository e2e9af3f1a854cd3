import { dirname } from 'node:path/posix'
import type { Finding, Host } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'
import { isInside, programFolders } from './own-paths.ts'

/**
 * Files that a role writes into folders that no role makes, and programs that are started in one: on a new machine that ends
 * there. Folders of packages and of the system are there already.
 */
export function unmadeFolders(services: readonly HostService[]): Finding[] {
  return services.flatMap(each => {
    const { service, host } = each
    const made = services.filter(other => other.host.name === host.name).flatMap(foldersOf)
    const { workload, programs } = each
    const written = [...(workload.files ?? []), ...programs.flatMap(({ program: { reads = [] } }) => reads)]
    const startedIn = programs.flatMap(({ owns: { worksIn } }) => worksIn ?? [])
    const missing = [...written.map(({ path }) => dirname(path)), ...startedIn].filter(
      folder => isOwn(host, folder) && !folder.includes('/../') && !made.some(path => isInside([folder], path)),
    )
    return [...new Set(missing)].map(
      (folder): Finding => ({
        code: 'unprovided-reference',
        where: { subject: service.name, path: 'workload.directories', file: service.file },
        problem: 'files are written into a folder that nothing makes, or a program is started there',
        got: folder,
        fix: 'make it: `directory(path)` among the `directories`',
      }),
    )
  })
}

function foldersOf({ workload: { directories = [] }, programs }: HostService): readonly string[] {
  return [...directories, ...programFolders(programs)].map(({ path }) => path)
}

/** Below the login's home: all else belongs to packages or the system, which make what they need. */
function isOwn({ home }: Host, folder: string): boolean {
  return home !== undefined && folder !== home && isInside([home], folder)
}

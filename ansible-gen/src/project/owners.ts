import type { Finding, Host } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'
import { allowedFolders, isInside, writtenPaths } from './own-paths.ts'

/**
 * What the login of a host is to write where it may not: outside its home folder and Homebrew only root writes, but for
 * folders that some service of the host gives the login.
 */
export function unwritablePaths(services: readonly HostService[]): Finding[] {
  return services
    .filter(({ host }) => host.user !== 'root')
    .flatMap(each => {
      const { service, host } = each
      const own = loginFolders(services, host)
      const allowed = allowedFolders(host)
      const refused = writtenPaths(each)
        .filter(({ path, owner }) => owner === undefined && isInside(allowed, path) && !isInside(own, path))
        .map(({ path }) => path)
      // A folder speaks for what lies in it.
      const causes = [...new Set(refused)].filter(
        path => !refused.some(other => other !== path && isInside([other], path)),
      )
      return causes.map(
        (path): Finding => ({
          code: 'invalid-path',
          where: { subject: service.name, path: 'workload', file: service.file },
          problem: `only root can write there, and it is written as ${host.user ?? 'the login'}`,
          got: path,
          expected: `an owner, or a path in ${own.join(', ') || 'a folder of the login'}`,
          fix: 'give it an `owner`: root, the user of its program, or, for a folder, the login',
        }),
      )
    })
}

/** Its home folder, Homebrew, and what services give it. */
function loginFolders(services: readonly HostService[], { name, user, home, brewPrefix }: Host): readonly string[] {
  const given = services
    .filter(({ host }) => host.name === name)
    .flatMap(({ workload: { directories = [] } }) => directories)
    .filter(({ owner }) => user !== undefined && owner?.user === user)
    .map(({ path }) => path)
  return [home, brewPrefix, ...given].filter(path => path !== undefined)
}

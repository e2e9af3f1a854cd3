import { backupToolsOf, type Finding, type Resolved } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/**
 * Of several repositories of a host each saves its folders without a word, and of databases those alone on whose server it has a
 * login: one that was added later lacks them, and nobody notices before a restore.
 */
export function partialRepositories(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const all = services.flatMap(({ service, host }) =>
    backupToolsOf(resolved, service).map(({ request, settings, tool }) => ({
      ...{ service, host },
      servers: new Set(
        tool.run(request, settings).saves.flatMap(each => (each.what === 'postgres' ? [each.server] : [])),
      ),
    })),
  )
  return all.flatMap(({ service, host, servers }) => {
    const others = all.filter(other => other.host.name === host.name && other.service.name !== service.name)
    return [...new Set(others.flatMap(other => [...other.servers]))]
      .filter(server => !servers.has(server))
      .map(
        (server): Finding => ({
          code: 'partial-repository',
          where: { subject: service.name, path: `needs.${server}`, file: service.file },
          problem: `it has no login on ${server}, so its repository lacks the databases that another one of ${host.name} has`,
          got: resolved.backups
            .flatMap(entry => (entry.kind === 'dump' && entry.server === server ? [entry.database] : []))
            .join(', '),
          fix: `give it a role there: role(${server}, …) among its needs; or accept it and say where else they are saved`,
        }),
      )
  })
}

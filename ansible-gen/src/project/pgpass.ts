import { type Flow, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { type HostContent, type Piece, pieces } from '../host/content.ts'
import { marker } from './contents.ts'

/** A row for each server on which the service has a role: https://www.postgresql.org/docs/current/libpq-pgpass.html */
export function pgpassContent(resolved: Resolved, service: ResolvedService): HostContent {
  const find = lookup(resolved)
  const rows = resolved.roles.filter(role => role.service === service.name)
  return pieces(
    ...marker(service).map(line => `# ${line}\n`),
    ...rows.flatMap(({ name, server, password }): Piece[] => {
      const flow: Flow | undefined = find
        .flowsFrom(service.name)
        .find(({ to, port }) => to === server && port === 'sql')
      if (flow === undefined) return []
      return [
        `${flow.address.host}:${flow.address.port}:*:${name}:`,
        { kind: 'filtered', secret: password, filter: 'pgpass' },
        '\n',
      ]
    }),
  )
}

import { type Address, type BackupEntry, lookup, type Resolved, type ResolvedService } from '@homelab/estate'

export type SavedFolder = Extract<BackupEntry, { readonly kind: 'directory' }>

/** The folders that a backup service saves: all of its place that ask for it, the most important first. */
export function savedFolders({ backups }: Resolved, { workload: { at } }: ResolvedService): readonly SavedFolder[] {
  const folders = backups.filter(entry => entry.kind === 'directory')
  const here = folders.filter(entry => entry.at.kind === at.kind && entry.at.name === at.name)
  return (['critical', 'high', 'normal'] as const).flatMap(priority =>
    here.filter(entry => entry.priority === priority),
  )
}

export interface SavedDatabase {
  readonly name: string
  readonly server: string
  readonly address: Address
  /** The login that dumps it. */
  readonly user: string
}

/** The databases that a backup service dumps: all that ask for it on servers on which it has a role. */
export function savedDatabases(resolved: Resolved, service: ResolvedService): readonly SavedDatabase[] {
  const flows = lookup(resolved).flowsFrom(service.name)
  return resolved.backups.flatMap((entry): SavedDatabase[] => {
    if (entry.kind !== 'dump') return []
    const { database: name, server } = entry
    const role = resolved.roles.find(candidate => candidate.service === service.name && candidate.server === server)
    const flow = flows.find(({ to, port }) => to === server && port === 'sql')
    return role === undefined || flow === undefined ? [] : [{ name, server, address: flow.address, user: role.name }]
  })
}

import { isBackup, type Resolved, type ResolvedService } from '@homelab/estate/model'

/**
 * What pages can tell of while something is wrong: a service whose name is a path has no page, one without a title is
 * called by its name, and data without a word on its backup has no row. A finding tells of each.
 */
export function soundPart(resolved: Resolved): Resolved {
  return {
    ...resolved,
    services: resolved.services.filter(({ name }) => !name.includes('/')).map(sound),
    databases: resolved.databases.filter(isKept),
  }
}

function sound(service: ResolvedService): ResolvedService {
  const { name, title, volumes } = service
  if (title.trim() !== '' && volumes.every(isKept)) return service
  return { ...service, title: title.trim() === '' ? name : title, volumes: volumes.filter(isKept) }
}

function isKept({ backup }: { readonly backup: unknown }): boolean {
  return isBackup(backup)
}

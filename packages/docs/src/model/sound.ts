import { misshapen as misshapenOnHosts } from '@homelab/ansible-gen/shape'
import { isBackup, type Resolved, withoutServices } from '@homelab/estate'
import { misshapen as misshapenInClusters } from '@homelab/kubernetes/shape'

/**
 * What pages can tell of while something is wrong. A service whose workload is not what its type says, or of whose name no
 * page can be called, has no page and no row; data without a word on its backup has no row. A finding tells of each.
 */
export function soundPart(whole: Resolved): Resolved {
  const nameless = whole.findings.flatMap(({ code, where }) =>
    code === 'invalid-name' && where.path === undefined ? [where.subject] : [],
  )
  const refused = new Set([...misshapenOnHosts(whole), ...misshapenInClusters(whole), ...nameless])
  const resolved = withoutServices(whole, refused)
  return {
    ...resolved,
    services: resolved.services.map(service =>
      service.volumes.every(isKept) ? service : { ...service, volumes: service.volumes.filter(isKept) },
    ),
    databases: resolved.databases.filter(isKept),
  }
}

function isKept({ backup }: { readonly backup: unknown }): boolean {
  return isBackup(backup)
}

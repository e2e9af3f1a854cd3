import { type BackupTerms, backupToolsOf, type Resolved, type ResolvedService } from '@homelab/estate/model'
import type { Fall } from './fall.ts'

/** Where a backup service has its repository. */
interface Repository {
  /** `HOST:SHARE`, the server that is asked for it, or `HOST:PATH`. */
  readonly on: string
  /** The same on a host of the estate, as that sees it; none where it is kept outside. */
  readonly folder?: { readonly host: string; readonly path: string }
}

/** Nothing where nobody states it. */
export function repositoryOf(resolved: Resolved, service: ResolvedService): Repository | undefined {
  const { at, backsUp } = service
  const { place, mountPoint } = termsOf(resolved, service)
  const server = backsUp?.server ?? place?.server
  if (server !== undefined) {
    const host = hostAt(resolved, service, server)
    return { on: server, ...(host !== undefined && { folder: { host, path: place?.path ?? '/' } }) }
  }
  const share = backsUp?.share
  if (share !== undefined) {
    const below = place === undefined || mountPoint === undefined ? '' : place.path.slice(mountPoint.length)
    return { on: `${share.host}:${share.name}`, folder: { host: share.host, path: `${share.path}${below}` } }
  }
  if (place === undefined || mountPoint !== undefined || at.kind !== 'host') return undefined
  return { on: `${at.name}:${place.path}`, folder: { host: at.name, path: place.path } }
}

/** Whether its repository fell. */
export function isWithoutRepository(resolved: Resolved, service: ResolvedService, { hasFolder }: Fall): boolean {
  const folder = repositoryOf(resolved, service)?.folder
  return folder !== undefined && hasFolder(folder.host, folder.path)
}

function termsOf(resolved: Resolved, service: ResolvedService): Partial<BackupTerms> {
  const [used] = backupToolsOf(resolved, service)
  return used === undefined ? {} : used.tool.terms(used.settings)
}

/** The host of the estate that a server is: by its name, in the tailnet or in the local network, or its address there. */
function hostAt({ hosts, domains }: Resolved, { at }: ResolvedService, server: string): string | undefined {
  if (at.kind === 'host' && ['localhost', '127.0.0.1', '::1'].includes(server)) return at.name
  const suffixes = domains.flatMap(({ kind, suffix }) => (kind === 'tailnet' ? [suffix] : []))
  return hosts.find(({ name, lanName, lanAddress }) =>
    [name, lanName, lanAddress, ...suffixes.map(suffix => `${name}.${suffix}`)].includes(server),
  )?.name
}

import {
  allowedAgeSeconds,
  type Backup,
  type BackupRequest,
  backupRequest,
  type Resolved,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Fall } from './fall.ts'
import type { Impact, Restorable, Unsaved } from './impact.ts'
import { isWithoutRepository, repositoryOf } from './losses.ts'

interface Held {
  readonly service: string
  readonly holds: string
  readonly backup: Backup
  /** Whether a backup service saves it. */
  readonly isIn: (request: BackupRequest) => boolean
}

/** What lay on what fell: from where it comes back and how old, and what nobody else has. */
export function dataOf(resolved: Resolved, fall: Fall): Impact['data'] {
  const saving = resolved.services
    .filter(({ backsUp }) => backsUp !== undefined)
    .map(service => ({ service, request: backupRequest(resolved, service) }))
  const found = held(resolved, fall).map(({ service, holds, backup, isIn }): Restorable | Unsaved => {
    if (backup.by === 'none') return { service, holds, why: backup.reason }
    const saver = saving.find(({ request }) => isIn(request))
    if (saver === undefined) return { service, holds, why: 'no backup saves it' }
    const { backsUp } = saver.service
    const on = repositoryOf(saver.service)
    const repository = backsUp?.repository ?? saver.service.name
    if (isWithoutRepository(saver.service, fall))
      return { service, holds, why: `its backup, ${repository} on ${on ?? '?'}, fell with it` }
    return { service, holds, repository, ...present({ on, oldestSeconds: allowedAgeSeconds(saver.request) }) }
  })
  return {
    restorable: found.filter(each => 'repository' in each),
    lost: found.filter(each => 'why' in each),
  }
}

function held(resolved: Resolved, fall: Fall): readonly Held[] {
  const volumes = resolved.services
    .filter(({ name }) => fall.isTaken(name))
    .flatMap(service => service.volumes.flatMap(volume => heldVolume(service, volume)))
  const databases = resolved.databases
    .filter(({ server }) => fall.isTaken(server))
    .map(({ name, server, service, backup }): Held => {
      const isIn = ({ postgres }: BackupRequest): boolean =>
        postgres.some(saved => saved.name === name && saved.server === server)
      return { service, holds: `database ${name}`, backup, isIn }
    })
  const shares = resolved.shares
    .filter(({ name }) => fall.hasShare(name))
    .map(({ host, holds, backup }): Held => ({ service: host, holds, backup, isIn: () => false }))
  return [...volumes, ...databases, ...shares]
}

/** Of a server's own volume its databases tell, and of a share its host. */
function heldVolume({ name, runs }: ResolvedService, volume: ResolvedService['volumes'][number]): readonly Held[] {
  if (runs.databaseServer !== undefined) return []
  const { holds, backup } = volume
  const isIn = ({ folders, sqlite, mariadb }: BackupRequest): boolean =>
    [...folders, ...sqlite, ...mariadb].some(saved => saved.service === name && saved.holds === holds)
  return [{ service: name, holds, backup, isIn }]
}

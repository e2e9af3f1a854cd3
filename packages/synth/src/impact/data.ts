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
import { isWithoutRepository, repositoryOf } from './repository.ts'

interface Held {
  readonly service: string
  readonly holds: string
  readonly backup: Backup
  /** Whether a backup service saves it. */
  readonly isIn: (request: BackupRequest) => boolean
}

/** What lay on what fell: from where it comes back and how old, from each repository that has it, and what nobody else has. */
export function dataOf(resolved: Resolved, fall: Fall): Impact['data'] {
  const saving = resolved.services
    .filter(({ backsUp }) => backsUp !== undefined)
    .map(service => ({ service, request: backupRequest(resolved, service) }))
  const found = held(resolved, fall).flatMap(({ service, holds, backup, isIn }): readonly (Restorable | Unsaved)[] => {
    if (backup.by === 'none') return [{ service, holds, why: backup.reason }]
    const savers = saving.filter(({ request }) => isIn(request))
    if (savers.length === 0) return [{ service, holds, why: 'no backup saves it' }]
    const left = savers.filter(saver => !isWithoutRepository(resolved, saver.service, fall))
    if (left.length === 0) {
      const each = savers.map(
        saver => `${labelOf(saver.service)} on ${repositoryOf(resolved, saver.service)?.on ?? '?'}`,
      )
      const why = each.length === 1 ? `its backup, ${each[0]}, fell` : `its backups, ${each.join(' and ')}, fell`
      return [{ service, holds, why: `${why} with it` }]
    }
    return left.map(saver => ({
      ...{ service, holds, repository: labelOf(saver.service) },
      ...present({ on: repositoryOf(resolved, saver.service)?.on, oldestSeconds: allowedAgeSeconds(saver.request) }),
    }))
  })
  return {
    restorable: found.filter(each => 'repository' in each),
    lost: found.filter(each => 'why' in each),
  }
}

function labelOf({ name, backsUp }: ResolvedService): string {
  return backsUp?.repository ?? name
}

/** What fell with its repository, and of which those that are left have not all. */
export function onlyCopies(resolved: Resolved, fall: Fall): readonly ResolvedService[] {
  const saving = resolved.services.filter(({ backsUp }) => backsUp !== undefined)
  const left = saving
    .filter(service => !isWithoutRepository(resolved, service, fall))
    .flatMap(service => entriesOf(backupRequest(resolved, service)))
  return saving
    .filter(service => isWithoutRepository(resolved, service, fall))
    .filter(service => entriesOf(backupRequest(resolved, service)).some(entry => !left.includes(entry)))
}

function entriesOf({ folders, sqlite, mariadb, postgres }: BackupRequest): readonly unknown[] {
  return [...folders, ...sqlite, ...mariadb, ...postgres.map(({ server, name }) => `${server} ${name}`)]
}

function held(resolved: Resolved, fall: Fall): readonly Held[] {
  const volumes = resolved.services
    .filter(({ name }) => fall.isTaken(name))
    .flatMap(service =>
      service.volumes
        .filter(({ path }) => fall.hasVolume(service, path))
        .flatMap(volume => heldVolume(service, volume)),
    )
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

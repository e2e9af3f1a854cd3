import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/** Types are stripped at run time; data without a word on its backup must not pass because somebody ignored them. */
export function checkBackups({ services, databases }: Resolved): Finding[] {
  const volumes = services.flatMap(service =>
    service.volumes.map(volume => ({ service, what: `volume ${volume.name}`, backup: volume.backup as unknown })),
  )
  const stores = databases.flatMap(database => {
    const service = services.find(({ name }) => name === database.service)
    return service === undefined
      ? []
      : [{ service, what: `database ${database.name}`, backup: database.backup as unknown }]
  })
  return [...volumes, ...stores]
    .filter(({ backup }) => !isBackup(backup))
    .map(({ service, what }) => ({
      code: 'missing-backup',
      where: { subject: service.name, path: what, file: service.file },
      problem: 'it holds data and does not say how it is backed up',
      mend: "say `dumped`, `saved('normal')`, or `notBackedUp('why')`",
    }))
}

function isBackup(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('by' in value)) return false
  if (value.by === 'none') return 'reason' in value && typeof value.reason === 'string' && value.reason.trim() !== ''
  return value.by === 'dump' || value.by === 'directory'
}

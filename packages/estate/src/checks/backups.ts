import { isBackup } from '../backup.ts'
import type { Finding } from '../findings.ts'
import type { Resolved } from '../resolved.ts'

/**
 * Data says how it is backed up, in a way that something can carry out. Types are stripped at run time; data without a
 * word must not pass because somebody ignored them.
 */
export function checkBackups({ services, databases }: Resolved): Finding[] {
  const volumes = services.flatMap(service =>
    service.volumes.map(({ name, path, backup }) => ({ service, what: `volume ${name}`, path, backup })),
  )
  const stores = databases.flatMap(({ service: owner, name, backup }) => {
    const service = services.find(candidate => candidate.name === owner)
    return service === undefined ? [] : [{ service, what: `database ${name}`, path: undefined, backup }]
  })
  return [...volumes, ...stores].flatMap(({ service, what, path, backup }): Finding[] => {
    const where = { subject: service.name, path: what, file: service.file }
    if (!isBackup(backup)) {
      return [
        {
          code: 'missing-backup',
          where,
          problem: 'it holds data and does not say how it is backed up',
          mend: "say `dumped`, `saved('normal')`, or `notBackedUp('why')`",
        },
      ]
    }
    if (backup.by !== 'directory' || path !== undefined) return []
    return [
      {
        code: 'missing-backup',
        where,
        problem: 'nothing can save it: it is no folder of a host',
        mend: 'keep the data in a folder of a host, dump it, or say why it needs no backup',
      },
    ]
  })
}

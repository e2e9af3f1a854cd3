import { dirname } from 'node:path/posix'
import { entitiesIn, type Finding, known } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/**
 * Files with secrets that belong to a program which is not told of them: neither its own words nor another of its files name one,
 * or its folder. A registry whose settings no longer name the file of its logins asks nobody who they are. What knows by itself
 * where its files lie is told of none.
 */
export function unreadFiles(services: readonly HostService[]): Finding[] {
  return services.flatMap(({ service, programs }) => {
    const started = new Set(
      known(service.runs.units).flatMap(({ part, program }) => (program === undefined ? [] : [part])),
    )
    return programs.flatMap(({ program }) => {
      if (!started.has(program.kind)) return []
      const { reads = [] } = program
      const own = JSON.stringify({ ...program, reads: [] })
      // One that is told of no file knows where its own lie.
      if (!reads.some(({ path }) => own.includes(path))) return []
      return reads
        .filter(({ content }) => entitiesIn(content).secrets.length > 0)
        .filter(file => {
          const others = reads.filter(other => other !== file).map(({ path, ...rest }) => rest)
          // What fills a slot may name it.
          if (entitiesIn(others).slots.length > 0) return false
          const words = own + JSON.stringify(others)
          return !words.includes(file.path) && !words.includes(`${dirname(file.path)}"`)
        })
        .map(
          ({ path: got }): Finding => ({
            code: 'unread-secret',
            where: { subject: service.name, path: `workload ${got}`, file: service.file },
            problem: 'it holds a secret for a program that is not told of it',
            got,
            fix: 'name it where the program is told what to read, or leave it out',
          }),
        )
    })
  })
}

import type { BrewService } from '../../host/programs.ts'
import { type Job, joined, type Part } from '../job.ts'
import { filePart } from './files.ts'

/** A service that Homebrew runs. `start` leaves one that runs alone, and says so. */
export function brewServicePart(job: Job, { formula, reads = [] }: BrewService): Part {
  const { scope, host } = job
  const brew = scope.path(`${host.brewPrefix ?? ''}/bin/brew`)
  const started = `${scope.role}_start`
  const restart = `Restart ${formula}`
  return joined([
    ...reads.map(file => filePart(job, file, restart)),
    {
      tasks: [
        {
          name: `Start ${formula}`,
          module: { 'ansible.builtin.command': { argv: [brew, 'services', 'start', formula] } },
          register: started,
          changed_when: `'Successfully started' in ${started}.stdout`,
          failed_when: false,
        },
      ],
      handlers: [
        {
          name: restart,
          module: { 'ansible.builtin.command': { argv: [brew, 'services', 'restart', formula] } },
          changed_when: true,
          // What has just been started has read its files. A run that failed before it came to that still runs handlers.
          when: `${started} | default({}) is not changed`,
        },
      ],
    },
  ])
}

import { expression } from '../../ansible/jinja.ts'
import type { Step } from '../../ansible/task.ts'
import { confirmRuns, logHint } from '../../project/pieces/confirm.ts'
import { filePieces } from '../../project/pieces/files.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import type { BrewService } from './index.ts'

export function render(rendering: Rendering, services: readonly BrewService[]): Pieces {
  return joined(services.map(each => servicePieces(rendering, each)))
}

/** `start` leaves one that runs alone, and says so. */
function servicePieces(rendering: Rendering, { formula, reads = [], logs }: BrewService): Pieces {
  const { scope, host } = rendering
  const brew = scope.path(`${host.brewPrefix ?? ''}/bin/brew`)
  const started = scope.known('start')
  const ended = scope.known('start_again')
  const again = scope.known('restart')
  const answer = scope.known('runs')
  const restart = `Restart ${formula}`
  const services = (...argv: readonly string[]): Pick<Step, 'module'> => ({
    module: { 'ansible.builtin.command': { argv: [brew, 'services', ...argv] } },
  })
  return joined([
    ...reads.map(file => filePieces(rendering, file, restart)),
    {
      tasks: [
        {
          name: `Start ${formula}`,
          ...services('start', formula),
          register: started,
          changed_when: expression`'Successfully started' in ${started}.stdout`,
          failed_when: false,
        },
        {
          // One that has ended is still loaded, and launchd does not load it a second time.
          name: `Start ${formula} that has ended`,
          ...services('restart', formula),
          register: ended,
          changed_when: true,
          when: [expression`${started} is not skipped`, expression`${started}.rc != 0`],
        },
      ],
      handlers: [
        {
          name: restart,
          ...services('restart', formula),
          register: again,
          changed_when: true,
          // What has just been started has read its files. A run that failed before it came to that still runs handlers.
          when: expression`${started} | default({}) is not changed`,
        },
      ],
      confirmations: [
        {
          started: [started, ended, again],
          tasks: confirmRuns(scope, {
            name: formula,
            ...services('info', formula, '--json'),
            answer,
            that: [expression`(${answer}.stdout | from_json | first).running`],
            otherwise: logHint(scope, logs),
          }),
        },
      ],
    },
  ])
}

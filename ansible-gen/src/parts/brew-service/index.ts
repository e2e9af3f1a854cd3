import { type LogFile, made, type Options, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart } from '../../host/host-part.ts'
import type { Program } from '../../host/program.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { brew, onHost } from '../../runs/commands.ts'
import { judgeServices } from './judge.ts'

/** A service that Homebrew runs: `brew services`. */
export interface BrewService extends Program {
  readonly kind: 'brew-service'
  readonly formula: string
  readonly logs: readonly LogFile[]
}

/**
 * A service of Homebrew, with the plist that its formula brings.
 *
 * @example brewService('forgejo', { logs: [logFile('/opt/homebrew/var/log/forgejo.log')] })
 */
export function brewService(formula: string, props: Omit<BrewService, 'kind' | 'formula'>): BrewService {
  return made({ kind: 'brew-service', formula, ...props })
}

const options: Options<BrewService> = { kind: true, formula: true, reads: true, logs: true }

/** Services of Homebrew: https://docs.brew.sh/Manpage#services-subcommand */
export const brewServices = hostPart<BrewService>({
  kinds: ['brew-service'],
  options,
  owns: ({ formula }) => ({ label: formula, calls: [formula] }),
  runs: (program, placed) => {
    const { host } = placed
    const { formula, logs } = program
    const unit = hostUnit(placed, program, {
      title: 'Homebrew service',
      name: formula,
      runs: 'kept',
      logs: logs.map(({ path }) => path),
    })
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'brew service',
          run: onHost(host, 'brew', 'services', 'info', formula, '--json'),
          judged: { by: 'part', part: 'brew-service', facts: { formula } },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', brew(host, 'services', 'info', formula)),
        ...logs.map(({ path }, index) =>
          stepOf(unit, 'logs', 'reads', onHost(host, 'tail', '-n', '50', path), index + 1),
        ),
        stepOf(unit, 'restart', 'restarts', brew(host, 'services', 'restart', formula)),
        stepOf(unit, 'start', 'changes', brew(host, 'services', 'start', formula)),
        stepOf(unit, 'stop', 'stops', brew(host, 'services', 'stop', formula)),
        stepOf(unit, 'remove', 'destroys', brew(host, 'uninstall', formula)),
      ],
    }
  },
  judge: judgeServices,
  renderer: renderer<HostRenderer<BrewService>>(() => import('./render.ts')),
})

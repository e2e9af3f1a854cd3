/** A kind of program that no package knows, and that is right in every way: for tests that need some program on a host. */

import {
  asksWhetherRuns,
  type HostPart,
  hostPart,
  hostUnit,
  onHost,
  type Program,
  schedulesOf,
  stepOf,
} from '@homelab/ansible-gen'
import { confirmRuns, expression, filePieces, joined, says, templatePieces } from '@homelab/ansible-gen/role'
import { type Command, type Host, type JournalLog, made, type Schedule, type Textfile } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

export interface StandInProgram extends Program {
  readonly kind: 'stand-in'
  readonly name: string
  /** A whole path, or the name under which a package brings it. */
  readonly program: string
  readonly schedule?: Schedule
  readonly everySeconds?: number
  readonly user?: string
  readonly journal?: JournalLog
  /** The file of metrics that it writes. */
  readonly writes?: Textfile
}

export function standInProgram(name: string, props: Omit<StandInProgram, 'kind' | 'name'>): StandInProgram {
  return made({ kind: 'stand-in', name, ...props })
}

const keeper = '/usr/bin/true'

function fileOf({ home = '' }: Host, { name }: StandInProgram): string {
  return `${home}/.stand-in/${name}.conf`
}

function owns(program: StandInProgram, host: Host) {
  const { name, schedule, everySeconds, user } = program
  return {
    label: name,
    definedIn: [fileOf(host, program)],
    folders: [{ path: `${host.home}/.stand-in`, mode: '0755' as const }],
    calls: [program.program],
    ...present({ user, schedule, everySeconds }),
  }
}

export const standIns: HostPart = hostPart<StandInProgram>({
  kinds: ['stand-in'],
  owns,
  runs: (program, placed) => {
    const { host } = placed
    const { name, schedule, everySeconds } = program
    const unit = hostUnit(placed, program, {
      title: 'stand-in',
      name,
      runs: schedule !== undefined ? 'calendar' : everySeconds === undefined ? 'kept' : 'interval',
      definedIn: [fileOf(host, program)],
      program: program.program,
    })
    const keep = (...words: readonly string[]): Command => onHost(host, keeper, ...words, name)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'stand-in',
          run: keep('status'),
          judged: {
            by: 'rules',
            rules: [
              { has: ['^runs$'], state: 'up' },
              { has: ['^stopped$'], state: 'down' },
            ],
          },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', keep('status')),
        stepOf(unit, 'logs', 'reads', keep('logs')),
        stepOf(unit, 'restart', 'restarts', keep('restart')),
        stepOf(unit, 'start', 'changes', keep('start')),
        stepOf(unit, 'stop', 'stops', keep('stop')),
        stepOf(unit, 'remove', 'destroys', onHost(host, 'rm', fileOf(host, program))),
      ],
      schedules: schedulesOf(placed, program, owns(program, host)),
    }
  },
  renderer: {
    load: async () => undefined,
    get: () => ({
      render: (job, programs) =>
        joined(
          (programs as readonly StandInProgram[]).map(program => {
            const { name, reads = [] } = program
            const started = job.scope.register(name, 'start')
            const answer = job.scope.register(name, 'runs')
            const keep = (word: string) => ({ 'ansible.builtin.command': { argv: [keeper, word, name] } })
            return joined([
              ...reads.map(file => filePieces(job, file, `Restart ${name}`)),
              templatePieces(
                job,
                { path: fileOf(job.host, program), mode: '0644' },
                job.scope.template(`program=${program.program}\n`),
                { notify: `Restart ${name}` },
              ),
              {
                tasks: [
                  {
                    name: `Start ${name}`,
                    module: keep('start'),
                    register: started,
                    changed_when: expression`${started}.stdout == 'started'`,
                  },
                ],
                handlers: [{ name: `Restart ${name}`, module: keep('restart'), changed_when: true }],
                confirmations: [
                  {
                    started: [started],
                    tasks: confirmRuns(job.scope, {
                      name,
                      module: keep('status'),
                      answer,
                      that: [says(answer, 'runs')],
                      otherwise: [],
                    }),
                  },
                ],
              },
            ])
          }),
        ),
    }),
  },
})

import { yaml } from '@homelab/estate/model'
import { printUnit } from '@homelab/formats/unit-file'
import type { HostFile } from '../../host/files.ts'
import type { Program } from '../../host/program.ts'
import { marker } from '../../project/contents.ts'
import { confirmRuns, says } from '../../project/pieces/confirm.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { k3sProgram, settingsPath } from './places.ts'

/** What a server and an agent have in common. */
export interface Node {
  readonly unit: string
  readonly unitPath: string
  readonly description: string
  /** As what K3s runs; systemd waits for what `type` says. */
  readonly runs: 'server' | 'agent'
  readonly type: 'notify' | 'exec'
  readonly settings: Readonly<Record<string, unknown>>
  /** That it is up says less than what its kubectl says then. */
  readonly asks: { readonly name: string; readonly kubectl: readonly string[]; readonly says: string }
  /** Before it is started. */
  readonly first?: Pieces
}

/** The part of a role that makes its host a node. */
export function nodePieces(rendering: Rendering, { reads = [] }: Program, node: Node): Pieces {
  const { scope } = rendering
  const { unit, unitPath, settings, asks, first = {} } = node
  const notify = restartName(unit)
  const own = (path: string): Pick<HostFile, 'path' | 'mode' | 'owner'> => ({
    path,
    mode: '0644',
    owner: { user: 'root' },
  })
  const answer = scope.known('api')
  const managed = `${unit}.service`
  const { tasks = [], handlers = [], confirmations = [] } = startedPieces(rendering, { unit, managed, runs: 'running' })
  return joined([
    ...reads.map(file => filePieces(rendering, file, notify)),
    filePieces(rendering, { ...own(settingsPath), content: yaml(settings) }, notify),
    templatePieces(rendering, own(unitPath), unitText(rendering, node), { notify }),
    first,
    {
      tasks,
      handlers,
      confirmations: [
        {
          started: confirmations.flatMap(({ started }) => started),
          tasks: confirmRuns(scope, {
            name: asks.name,
            module: { 'ansible.builtin.command': { argv: [scope.path(k3sProgram), 'kubectl', ...asks.kubectl] } },
            become: true,
            answer,
            that: [says(answer, asks.says)],
            otherwise: [`Its log: journalctl --unit=${managed}`],
          }),
        },
      ],
    },
  ])
}

/**
 * As K3s wants to run: it starts containers that outlive it, in groups of its own, and without limits of its own.
 * https://github.com/k3s-io/k3s/blob/master/k3s.service
 */
function unitText({ scope, service }: Rendering, { description, type, runs }: Node): string {
  const sections = {
    Unit: [
      ['Description', description],
      ['After', 'network-online.target'],
      ['Wants', 'network-online.target'],
    ],
    Service: [
      ['Type', type],
      // Modules that are built into the kernel are none that could be loaded.
      ['ExecStartPre', '-/sbin/modprobe br_netfilter'],
      ['ExecStartPre', '-/sbin/modprobe overlay'],
      ['ExecStart', [k3sProgram, runs]],
      ['KillMode', 'process'],
      ['Delegate', 'yes'],
      ['LimitNOFILE', '1048576'],
      ['LimitNPROC', 'infinity'],
      ['LimitCORE', 'infinity'],
      ['TasksMax', 'infinity'],
      ['TimeoutStartSec', '0'],
      ['Restart', 'always'],
      ['RestartSec', '5'],
    ],
    Install: [['WantedBy', 'multi-user.target']],
  } as const
  return scope.template(printUnit(sections, marker(service)))
}

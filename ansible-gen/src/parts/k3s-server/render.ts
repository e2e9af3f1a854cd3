import { yaml } from '@homelab/estate/model'
import { printUnit } from '@homelab/formats/unit-file'
import { expression } from '../../ansible/jinja.ts'
import type { HostFile } from '../../host/files.ts'
import { marker } from '../../project/contents.ts'
import { confirmRuns, says } from '../../project/pieces/confirm.ts'
import { filePieces, templatePieces } from '../../project/pieces/files.ts'
import { restartName, startedPieces } from '../../project/pieces/units.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { type K3sServer, k3sProgram, kubectlLink, settingsPath, unitName, unitPath } from './program.ts'

export function render(rendering: Rendering, servers: readonly K3sServer[]): Pieces {
  return joined(servers.map(each => serverPieces(rendering, each)))
}

/** Its unit reports that it is ready once the API answers; then kubectl, as root, gets its answer too. */
function serverPieces(rendering: Rendering, program: K3sServer): Pieces {
  const { scope } = rendering
  const { name, reads = [], settings } = program
  const notify = restartName(unitName)
  const own = (path: string): Pick<HostFile, 'path' | 'mode' | 'owner'> => ({
    path,
    mode: '0644',
    owner: { user: 'root' },
  })
  const answer = scope.known('api')
  return joined([
    ...reads.map(file => filePieces(rendering, file, notify)),
    filePieces(rendering, { ...own(settingsPath), content: yaml(settings) }, notify),
    templatePieces(rendering, own(unitPath), unitText(rendering, name), { notify }),
    {
      tasks: [
        {
          name: 'Let it be kubectl as well',
          module: {
            'ansible.builtin.file': {
              ...{ path: scope.path(kubectlLink), src: scope.path(k3sProgram), state: 'link' },
              owner: 'root',
            },
          },
          become: true,
          // A check has fetched nothing that the link could lead to.
          when: expression`not ansible_check_mode`,
        },
      ],
    },
    startedPieces(rendering, { unit: unitName, managed: `${unitName}.service`, runs: 'running' }),
    {
      confirmations: [
        {
          started: [],
          tasks: confirmRuns(scope, {
            name: `the API of ${name}`,
            module: {
              'ansible.builtin.command': { argv: [scope.path(k3sProgram), 'kubectl', 'get', '--raw', '/readyz'] },
            },
            become: true,
            answer,
            that: [says(answer, 'ok')],
            otherwise: [`Its log: journalctl --unit=${unitName}.service`],
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
function unitText({ scope, service }: Rendering, cluster: string): string {
  const sections = {
    Unit: [
      ['Description', `K3s, the cluster ${cluster}`],
      ['After', 'network-online.target'],
      ['Wants', 'network-online.target'],
    ],
    Service: [
      ['Type', 'notify'],
      // Modules that are built into the kernel are none that could be loaded.
      ['ExecStartPre', '-/sbin/modprobe br_netfilter'],
      ['ExecStartPre', '-/sbin/modprobe overlay'],
      ['ExecStart', [k3sProgram, 'server']],
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

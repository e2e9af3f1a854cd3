import { expression } from '../../ansible/jinja.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { nodePieces } from './node.ts'
import { k3sProgram, kubectlLink } from './places.ts'
import { type K3sServer, unitName, unitPath } from './program.ts'

export function render(rendering: Rendering, servers: readonly K3sServer[]): Pieces {
  return joined(servers.map(each => serverPieces(rendering, each)))
}

/** Whether it runs is asked of its API, as root. */
function serverPieces(rendering: Rendering, program: K3sServer): Pieces {
  const { scope } = rendering
  const { name, settings } = program
  return nodePieces(rendering, program, {
    ...{ unit: unitName, unitPath, description: `K3s, the cluster ${name}`, runs: 'server', type: 'notify', settings },
    asks: { name: `the API of ${name}`, kubectl: ['get', '--raw', '/readyz'], says: 'ok' },
    first: {
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
  })
}

import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { nodePieces } from '../k3s-server/node.ts'
import { asksReady, type K3sAgent, unitName, unitPath } from './program.ts'

export function render(rendering: Rendering, agents: readonly K3sAgent[]): Pieces {
  return joined(agents.map(each => agentPieces(rendering, each)))
}

/** Whether it has joined is asked as the node that it is. */
function agentPieces(rendering: Rendering, program: K3sAgent): Pieces {
  const { find, host } = rendering
  const { name, on, apiPort, settings } = program
  // Without an address it is a finding.
  const server = `https://${bracketed(find.host(on)?.lanAddress ?? on)}:${apiPort}`
  return nodePieces(rendering, program, {
    ...{ unit: unitName, unitPath, description: `K3s, a node of the cluster ${name}`, runs: 'agent', type: 'exec' },
    settings: { server, ...settings },
    asks: { name: `the node ${host.name} of ${name}`, kubectl: asksReady(host.name), says: '^True$' },
  })
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

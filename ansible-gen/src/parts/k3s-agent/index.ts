import { type Command, type Options, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { systemctlSteps } from '../../host/systemd/steps.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { agentTokenPath } from '../k3s-server/agent-token.ts'
import { bridges, k3sProgram, kubeletPort, settingsFolder, settingsPath } from '../k3s-server/places.ts'
import { checkAgent } from './checks.ts'
import { asksReady, type K3sAgent, unitName, unitPath } from './program.ts'

export { type K3sAgent, type K3sAgentOptions, type K3sAgentProps, type K3sTaint, k3sAgent } from './program.ts'

const options: Options<K3sAgent> = {
  ...{ kind: true, reads: true, name: true, on: true, apiPort: true, labels: true, taints: true },
  ...{ settings: true, journal: true },
}

/** Hosts that join a cluster which K3s makes elsewhere. */
export const k3sAgents = hostPart<K3sAgent>({
  kinds: ['k3s-agent'],
  options,
  owns,
  checks: checkAgent,
  runs: (program, placed) => {
    const { host } = placed
    const managed = `${unitName}.service`
    const unit = hostUnit(placed, program, {
      ...{ title: 'K3s agent', name: unitName, runs: 'kept' },
      definedIn: [unitPath, settingsPath],
      program: k3sProgram,
      root: true,
    })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'systemd unit',
          name: managed,
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, managed),
          judged: { by: 'part', part: 'k3s-agent', facts: { unit: unitName, timer: false } },
        }),
        {
          id: `${unit.id}/node?`,
          about: unit.id,
          kind: 'unit-runs',
          asked: {
            what: 'node, ready in its cluster',
            name: host.name,
            run: sudo(k3sProgram, 'kubectl', ...asksReady(host.name)),
            judged: {
              by: 'rules',
              rules: [
                { has: ['True'], state: 'up' },
                { has: ['False'], state: 'down' },
                { has: ['Unknown'], state: 'down', detail: 'its cluster has not heard of it lately' },
                { exitCodes: [1], state: 'down' },
              ],
            },
          },
        },
      ],
      operations: [
        // What runs in pods goes on after a stop, until the host starts again: https://docs.k3s.io/upgrades/killall
        ...systemctlSteps(unit, host, managed, unitName),
        stepOf(unit, 'remove', 'destroys', sudo('rm', unitPath, settingsPath, agentTokenPath), 1),
        stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 2),
      ],
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<K3sAgent>>(() => import('./render.ts')),
})

function owns({ name }: K3sAgent): Owned {
  return {
    label: unitName,
    definedIn: [unitPath, settingsPath],
    folders: [{ path: settingsFolder, mode: '0755', owner: { user: 'root' } }],
    calls: [k3sProgram],
    bridges,
    node: { of: name, ports: [kubeletPort] },
    user: 'root',
    restart: `Restart ${unitName}`,
  }
}

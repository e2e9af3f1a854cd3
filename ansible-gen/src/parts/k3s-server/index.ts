import { type Command, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { checkServer } from './checks.ts'
import { type K3sServer, k3sProgram, kubectlLink, settingsFolder, settingsPath, unitName, unitPath } from './program.ts'

export {
  type K3sComponent,
  type K3sOptions,
  type K3sServer,
  type K3sServerProps,
  k3sProgram,
  k3sServer,
} from './program.ts'

/** Clusters that K3s makes of a host. */
export const k3sServers = hostPart<K3sServer>({
  kinds: ['k3s-server'],
  owns,
  checks: checkServer,
  runs: (program, placed) => {
    const { host, service } = placed
    const unit = hostUnit(placed, program, {
      is: 'cluster',
      title: 'K3s cluster',
      name: unitName,
      runs: 'kept',
      definedIn: [unitPath, settingsPath],
      program: k3sProgram,
    })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'systemd unit',
          name: `${unitName}.service`,
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, `${unitName}.service`),
          judged: { by: 'part', part: 'k3s-server', facts: { unit: unitName, timer: false } },
        }),
        {
          id: `${unit.id}/api?`,
          about: unit.id,
          kind: 'unit-runs',
          asked: {
            what: 'API on its host',
            name: program.name,
            // https://kubernetes.io/docs/reference/using-api/health-checks/
            run: sudo(k3sProgram, 'kubectl', 'get', '--raw', '/readyz'),
            judged: { by: 'rules', rules: [{ state: 'up' }, { exitCodes: failures, state: 'down' }] },
          },
        },
      ],
      operations: [
        stepOf(unit, 'status', 'reads', onHost(host, 'systemctl', 'status', '--no-pager', unitName)),
        stepOf(unit, 'logs', 'reads', sudo('journalctl', `--unit=${unitName}.service`, '--lines=50', '--no-pager')),
        stepOf(unit, 'restart', 'restarts', sudo('systemctl', 'restart', unitName)),
        stepOf(unit, 'start', 'changes', sudo('systemctl', 'enable', '--now', `${unitName}.service`)),
        // What runs in pods goes on, until the host starts again: https://docs.k3s.io/upgrades/killall
        stepOf(unit, 'stop', 'stops', sudo('systemctl', 'disable', '--now', `${unitName}.service`)),
        stepOf(unit, 'remove', 'destroys', sudo('rm', unitPath, settingsPath, kubectlLink), 1),
        stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 2),
      ],
      provides: [{ id: `${service}/cluster/${program.name}`, part: 'k3s-server', kind: 'cluster', name: program.name }],
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<K3sServer>>(() => import('./render.ts')),
})

/** What kubectl ends with where it gets no answer, or another one. */
const failures = [1, 2]

function owns(): Owned {
  return {
    label: unitName,
    definedIn: [unitPath, settingsPath],
    folders: [{ path: settingsFolder, mode: '0755', owner: { user: 'root' } }],
    writes: [kubectlLink],
    calls: [k3sProgram],
    user: 'root',
    restart: `Restart ${unitName}`,
  }
}

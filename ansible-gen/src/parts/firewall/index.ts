import { type Command, type Options, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { systemctlSteps } from '../../host/systemd/steps.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { checkFirewall } from './checks.ts'
import { type Firewall, folder, keptPath, nextPath, nft, scriptPath, table, unitName, unitPath } from './program.ts'

export { type Firewall, type FirewallProps, firewall, type LoginsFrom } from './program.ts'

const options: Options<Firewall> = {
  ...{ kind: true, reads: true, lan: true, ssh: true, inside: true, trySeconds: true },
}

/** Firewalls of hosts. */
export const firewalls = hostPart<Firewall>({
  kinds: ['firewall'],
  options,
  owns,
  checks: checkFirewall,
  runs: (program, placed) => {
    const { host } = placed
    const managed = `${unitName}.service`
    const unit = hostUnit(placed, program, {
      title: 'firewall',
      name: unitName,
      runs: 'once',
      definedIn: [unitPath, nextPath],
    })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'firewall',
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, managed),
          judged: { by: 'part', part: 'firewall', facts: { unit: unitName, timer: false } },
        }),
        {
          id: `${unit.id}/rules?`,
          about: unit.id,
          kind: 'unit-runs',
          asked: {
            what: 'rules that the kernel has',
            name: table,
            run: sudo(nft, 'list', 'table', 'inet', table),
            judged: {
              by: 'rules',
              rules: [
                { has: ['policy drop'], state: 'up' },
                { exitCodes: [1], state: 'down', detail: 'everybody is let in' },
              ],
            },
          },
        },
      ],
      operations: [
        // Without it everybody is let in again.
        ...systemctlSteps(unit, host, managed),
        stepOf(unit, 'remove', 'destroys', sudo('rm', unitPath, keptPath, nextPath, scriptPath), 1),
        stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 2),
      ],
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<Firewall>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).firewallChanges,
})

function owns(): Owned {
  return {
    label: unitName,
    definedIn: [unitPath, nextPath],
    writes: [keptPath, scriptPath],
    folders: [{ path: folder, mode: '0755', owner: { user: 'root' } }],
    calls: [nft],
    user: 'root',
    restart: `Restart ${unitName}`,
    shuts: true,
  }
}

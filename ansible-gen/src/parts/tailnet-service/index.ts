import { type Command, type Host, type Options, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { inBrew } from '../../host/paths.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { checkServed } from './checks.ts'
import { judgeConfig } from './judge.ts'
import { askWords, servedPrograms, type TailnetService } from './program.ts'

export type { TailnetService } from './program.ts'

const options: Options<TailnetService> = { kind: true, reads: true, name: true, ports: true }

/** Routes of services of hosts, served in the tailnet by the hosts themselves. */
export const tailnetServices = hostPart<TailnetService>({
  kinds: ['tailnet-service'],
  options,
  owns,
  follows: servedPrograms,
  checks: checkServed,
  adopting: 'replaces all that the host serves under the name',
  runs: (program, placed) => {
    const { host, service } = placed
    const { name, ports } = program
    const unit = hostUnit(placed, program, { title: 'Tailscale Service', name, runs: 'kept', root: true })
    const tailscale = programOf(host)
    const asRoot = (...words: readonly string[]): Command => onHost(host, 'sudo', tailscale, ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'name that the host serves in the tailnet',
          run: onHost(host, tailscale, ...askWords(program)),
          judged: {
            by: 'part',
            part: 'tailnet-service',
            facts: { endpoints: ports.map(({ port, target }) => `tcp:${port} ${target}`).join('\n') },
          },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', onHost(host, tailscale, 'serve', 'status')),
        stepOf(unit, 'logs', 'reads', logs(host)),
        // Whoever is connected stays so.
        stepOf(unit, 'stop', 'stops', asRoot('serve', 'drain', name)),
        stepOf(unit, 'start', 'changes', asRoot('serve', 'advertise', name)),
        stepOf(unit, 'restart', 'restarts', asRoot('serve', 'advertise', name)),
        stepOf(unit, 'remove', 'destroys', asRoot('serve', 'clear', name)),
      ],
      provides: [{ id: `${service}/provides/${name}`, part: 'tailnet-service', kind: 'tailnet-service', name }],
    }
  },
  judge: judgeConfig,
  renderer: renderer<HostRenderer<TailnetService>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).tailnetServiceChanges,
})

function owns({ name }: TailnetService): Owned {
  return { label: name, user: 'root' }
}

/** Of the daemon, which is one for all names. */
function logs(host: Host): Command {
  return host.platform === 'macos'
    ? onHost(host, 'tail', '-n', '50', inBrew(host, 'var/log/tailscaled.log'))
    : onHost(host, 'sudo', 'journalctl', '--unit=tailscaled', '--lines=50', '--no-pager')
}

function programOf(host: Host): string {
  return host.platform === 'macos' ? inBrew(host, 'bin/tailscale') : 'tailscale'
}

import type { Host } from '../place.ts'
import type { Resolved } from '../resolved.ts'
import { known } from '../runs/known.ts'
import { type Command, type Step, step } from '../runs/step.ts'

/** What is done to what is no service's: the tailnet's policy, the records of domains, and hosts themselves. */
export function estateOperations({
  tailnetStack,
  dns,
  hosts,
  clusters,
  services,
}: Pick<Resolved, 'tailnetStack' | 'dns' | 'hosts' | 'clusters' | 'services'>): readonly Step[] {
  const on = (host: Host): readonly string[] => {
    const here = new Set([host.name, ...clusters.filter(cluster => cluster.on === host.name).map(({ name }) => name)])
    return services
      .filter(({ at }) => here.has(at.name))
      .flatMap(({ runs }) => [...known(runs.units), ...known(runs.pods)].map(({ id }) => id))
  }
  return [
    ...(tailnetStack === undefined ? [] : stackSteps('tailnet', 'tailnet')),
    ...(dns === undefined ? [] : stackSteps('dns', 'dns')),
    ...hosts
      .filter(({ platform }) => platform === 'macos' || platform === 'linux')
      .flatMap(host => hostSteps(host, on(host))),
  ]
}

/** A stack that tasks of the repository preview and apply. */
function stackSteps(to: string, task: string): readonly Step[] {
  return [
    step(to, 'preview', 'reads', mise(`${task}-preview`)),
    { ...step(to, 'apply', 'changes', mise(`${task}-up`)), after: [`${to}#preview`] },
  ]
}

function hostSteps({ name, byHand = [] }: Host, interrupts: readonly string[]): readonly Step[] {
  const to = `host/${name}`
  const restart: Command = { kind: 'command', words: ['sudo', 'shutdown', '-r', 'now'], on: { host: name } }
  return [
    { ...step(to, 'restart', 'restarts', restart), interrupts },
    ...byHand.map((what, index) => ({
      ...step(to, 'start', 'changes', { kind: 'by-hand', what }, index + 1),
      after: [`${to}#restart`],
    })),
  ]
}

function mise(task: string): Command {
  return { kind: 'command', words: ['mise', 'run', task], on: 'operator' }
}

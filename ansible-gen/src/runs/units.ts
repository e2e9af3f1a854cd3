import { type Host, type Step, step, type Unit } from '@homelab/estate'
import { definedIn } from '../host/defined-in.ts'
import type { MinikubeCluster } from '../host/minikube.ts'
import {
  type BrewService,
  hasTimer,
  type LaunchAgent,
  managedUnit,
  type Program,
  runsByClock,
  type SystemdUnit,
} from '../host/programs.ts'
import { brew, launchctl, minikube, onHost } from './commands.ts'

/** What a program, or a cluster, of a host is once it runs there. */
export function unitOf(service: string, host: Host, program: Program | MinikubeCluster): Unit {
  if (!('kind' in program)) return minikubeUnit(service, host, program)
  switch (program.kind) {
    case 'brew-service':
      return brewUnit(service, host, program)
    case 'launch-agent':
      return launchdUnit(service, host, program)
    case 'systemd-unit':
      return systemdUnit(service, host, program)
  }
}

function common(
  service: string,
  { name: host }: Host,
  part: string,
  name: string,
  { reads = [] }: Pick<Program, 'reads'>,
) {
  return {
    id: `${service}/unit/${name}`,
    part,
    host,
    restartedBy: reads.map(({ path }) => `${service}/file/${path}`),
  }
}

function brewUnit(service: string, host: Host, program: BrewService): Unit {
  const { formula, logs } = program
  return {
    ...common(service, host, 'brew-service', formula, program),
    manager: 'homebrew',
    formula,
    runs: 'kept',
    definedIn: [],
    logs: logs.map(({ path }) => path),
  }
}

function launchdUnit(service: string, host: Host, program: LaunchAgent): Unit {
  const { label, root = false, keepAlive = false, everySeconds, err, out } = program
  return {
    ...common(service, host, 'launch-agent', label, program),
    manager: 'launchd',
    label,
    root,
    runs: runsByClock(program) ? 'calendar' : keepAlive ? 'kept' : everySeconds === undefined ? 'once' : 'interval',
    definedIn: definedIn(program, host),
    logs: [err, out],
    program: program.program[0],
  }
}

function systemdUnit(service: string, host: Host, program: SystemdUnit): Unit {
  const { unit } = program
  const timer = hasTimer(program)
  return {
    ...common(service, host, 'systemd-unit', unit, program),
    manager: 'systemd',
    unit,
    managed: managedUnit(program),
    timer,
    runs: program.schedule !== undefined ? 'calendar' : timer ? 'interval' : 'kept',
    definedIn: definedIn(program, host),
    logs: [],
    program: program.program[0],
  }
}

function minikubeUnit(service: string, host: Host, { profile }: MinikubeCluster): Unit {
  return {
    ...common(service, host, 'minikube', profile, {}),
    manager: 'minikube',
    profile,
    runs: 'kept',
    definedIn: [],
    logs: [],
  }
}

type Own = readonly [does: Step['does'], effect: Step['effect'], run: Step['run'], nth?: number]

/** What is asked of a unit, and done to it. */
export function unitSteps(host: Host, unit: Unit): readonly Step[] {
  const { id } = unit
  const own = (...[does, effect, run, nth]: Own): Step => ({
    ...step(id, does, effect, run, nth),
    interrupts: effect === 'reads' || unit.runs !== 'kept' ? [] : [id],
    ...(effect === 'restarts' ? { until: `${id}?` } : {}),
  })
  switch (unit.manager) {
    case 'homebrew':
      return [
        own('status', 'reads', brew(host, 'services', 'info', unit.formula)),
        own('restart', 'restarts', brew(host, 'services', 'restart', unit.formula)),
        own('start', 'changes', brew(host, 'services', 'start', unit.formula)),
        own('stop', 'stops', brew(host, 'services', 'stop', unit.formula)),
        own('remove', 'destroys', brew(host, 'uninstall', unit.formula)),
      ]
    case 'launchd': {
      const { label, root, definedIn } = unit
      const [path = ''] = definedIn
      const ctl = (...words: readonly Parameters<typeof launchctl>[2][]) => launchctl(host, root, ...words)
      const domain = root ? `system/${label}` : { shell: `gui/$(id -u)/${label}` }
      return [
        own('status', 'reads', ctl('list', label)),
        own('restart', 'restarts', ctl('kickstart', ...(unit.runs === 'calendar' ? [] : ['-k']), domain)),
        own('start', 'changes', ctl('load', path)),
        own('stop', 'stops', ctl('unload', path)),
        own('remove', 'destroys', onHost(host, ...(root ? ['sudo'] : []), 'rm', path)),
      ]
    }
    case 'systemd': {
      const { unit: name, managed, timer, definedIn } = unit
      const ctl = (...words: readonly string[]) => onHost(host, 'sudo', 'systemctl', ...words)
      return [
        own('status', 'reads', onHost(host, 'systemctl', 'status', '--no-pager', name)),
        own('restart', 'restarts', ctl(timer ? 'start' : 'restart', name)),
        own('start', 'changes', ctl('enable', '--now', managed)),
        own('stop', 'stops', ctl('disable', '--now', managed)),
        own('remove', 'destroys', onHost(host, 'sudo', 'rm', ...definedIn), 1),
        own('remove', 'changes', ctl('daemon-reload'), 2),
      ]
    }
    case 'minikube':
      return [
        own('status', 'reads', minikube(host, unit.profile, 'status')),
        own('stop', 'stops', minikube(host, unit.profile, 'stop')),
        own('remove', 'destroys', minikube(host, unit.profile, 'delete')),
      ]
    case 'platform':
      return []
  }
}

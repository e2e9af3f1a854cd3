import {
  type BrewService,
  hasTimer,
  type LaunchAgent,
  managedUnit,
  type Program,
  type SystemdUnit,
} from '@homelab/ansible-gen'
import { type Host, lookup, type Resolved, type ResolvedService, type Textfile } from '@homelab/estate'
import type { Check, Machine } from '../check.ts'
import { isOnHost } from '../workloads.ts'

/** What runs on a host, and the files of metrics that it writes there. */
export function hostChecks(resolved: Resolved, service: ResolvedService): readonly Check[] {
  const { name, workload, textfiles } = service
  const host = lookup(resolved).host(workload.at.name)
  if (host === undefined || !isOnHost(workload)) return []
  return [
    ...(workload.programs ?? []).map(program => programCheck(name, host, program)),
    ...textfiles.map(file => textfileCheck(name, host, file)),
  ]
}

/** How SSH reaches a host. */
export function machine({ name, user, brewPrefix }: Host): Machine {
  return {
    name,
    ...(user === undefined ? {} : { user }),
    ...(brewPrefix === undefined ? {} : { path: [`${brewPrefix}/bin`, ...systemPath] }),
  }
}

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']

function programCheck(service: string, host: Host, program: Program): Check {
  switch (program.kind) {
    case 'launch-agent':
      return launchdCheck(service, host, program)
    case 'brew-service':
      return brewCheck(service, host, program)
    case 'systemd-unit':
      return systemdCheck(service, host, program)
  }
}

function launchdCheck(service: string, host: Host, { label, root, keepAlive = false }: LaunchAgent): Check {
  return {
    service,
    what: root === true ? 'launch daemon' : 'launch agent',
    where: `${host.name} ${label}`,
    ask: { kind: 'launchd', on: machine(host), label, root: root === true, runs: keepAlive },
  }
}

function brewCheck(service: string, host: Host, { formula }: BrewService): Check {
  const ask = { kind: 'brew', on: machine(host), formula } as const
  return { service, what: 'brew service', where: `${host.name} ${formula}`, ask }
}

function systemdCheck(service: string, host: Host, program: SystemdUnit): Check {
  const { unit } = program
  const timer = hasTimer(program)
  const where = `${host.name} ${managedUnit(program)}`
  return { service, what: 'systemd unit', where, ask: { kind: 'systemd', on: machine(host), unit, timer } }
}

/** A run may be late by a whole interval, and take a minute. */
const slackSeconds = 60

function textfileCheck(service: string, host: Host, { path, everySeconds }: Textfile): Check {
  const maxAgeSeconds = 2 * everySeconds + slackSeconds
  const stat = host.platform === 'macos' ? 'bsd' : 'gnu'
  return {
    service,
    what: 'text file',
    where: `${host.name} ${path}`,
    ask: { kind: 'textfile', on: machine(host), path, maxAgeSeconds, stat },
  }
}

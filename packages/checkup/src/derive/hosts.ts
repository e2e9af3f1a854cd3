import {
  type Host,
  known,
  lookup,
  type Resolved,
  type ResolvedService,
  type Textfile,
  type Unit,
} from '@homelab/estate'
import type { Check, Machine } from '../check.ts'

/** What runs on a host, and the files of metrics that it writes there. */
export function hostChecks(resolved: Resolved, { name, at, textfiles, runs }: ResolvedService): readonly Check[] {
  const host = lookup(resolved).host(at.name)
  if (host === undefined || runs.units === 'unknown') return []
  return [
    ...known(runs.units).flatMap(unit => unitCheck(name, host, unit)),
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

/** A cluster is asked about with what else is asked of it, and a proxy through its routes. */
function unitCheck(service: string, host: Host, unit: Unit): readonly Check[] {
  const on = machine(host)
  switch (unit.manager) {
    case 'launchd': {
      const { label, root, runs } = unit
      return [
        {
          service,
          what: root ? 'launch daemon' : 'launch agent',
          where: `${host.name} ${label}`,
          ask: { kind: 'launchd', on, label, root, runs: runs === 'kept' },
        },
      ]
    }
    case 'homebrew': {
      const { formula } = unit
      return [{ service, what: 'brew service', where: `${host.name} ${formula}`, ask: { kind: 'brew', on, formula } }]
    }
    case 'systemd': {
      const { unit: name, managed, timer } = unit
      const ask = { kind: 'systemd', on, unit: name, timer } as const
      return [{ service, what: 'systemd unit', where: `${host.name} ${managed}`, ask }]
    }
    case 'minikube':
    case 'platform':
      return []
  }
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

import { type Host, lookup, type Resolved, type ResolvedService, type Textfile } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Check, Machine } from '../check.ts'

/** What runs on a host, and the files of metrics that it writes there. */
export function hostChecks(resolved: Resolved, { name, at, textfiles, runs }: ResolvedService): readonly Check[] {
  const host = lookup(resolved).host(at.name)
  if (host === undefined || runs.units === 'unknown') return []
  return [...questionChecks(name, host, runs.questions), ...textfiles.map(file => textfileCheck(name, host, file))]
}

/** How SSH reaches a host. */
function machine({ name, user, brewPrefix }: Host): Machine {
  return {
    name,
    ...present({ user }),
    ...(brewPrefix !== undefined && { path: [`${brewPrefix}/bin`, ...systemPath] }),
  }
}

const systemPath = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']

/** What the parts of a service ask of its host, in their words; a proxy is asked through its routes. */
function questionChecks(
  service: string,
  host: Host,
  questions: ResolvedService['runs']['questions'],
): readonly Check[] {
  return questions.flatMap(({ asked }) => {
    if (asked === undefined) return []
    const { what, name, run, judged } = asked
    const on = machine(host)
    return [{ service, what, where: `${host.name} ${name}`, ask: { kind: 'command', on, words: run.words, judged } }]
  })
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

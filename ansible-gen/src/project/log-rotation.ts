import { type Finding, known, type Resolved, type ResolvedService, settingsIn, text } from '@homelab/estate/model'
import type { HostContent } from '../host/content.ts'
import { type LogRotation, logRotationSlot } from '../host/log-rotation.ts'
import { marker } from './contents.ts'
import type { HostService } from './host-services.ts'

/**
 * Each writer keeps its file open, so what a file holds is copied and the file itself is emptied: launchd opens logs to
 * append, and the next line begins at the start. Lines between copying and emptying are lost.
 * https://man7.org/linux/man-pages/man8/logrotate.8.html
 */
export function logRotationContent(
  resolved: Resolved,
  service: ResolvedService,
  { megabytes, keep }: LogRotation,
): HostContent {
  const paths = [...new Set(resolved.services.flatMap(each => logsOf(each, service.at.name)))].toSorted()
  const lines = [
    ...marker(service).map(line => `# ${line}`),
    '',
    ...paths.map(path => `"${path}"`),
    '{',
    `  size ${megabytes}M`,
    `  rotate ${keep}`,
    '  copytruncate',
    '  compress',
    '  missingok',
    '}',
  ]
  return text(`${lines.join('\n')}\n`)
}

/** The log files of a service's units on a host. */
function logsOf({ runs }: ResolvedService, host: string): readonly string[] {
  return known(runs.units).flatMap(unit =>
    unit.manager === 'host' && unit.host === host && unit.root !== true ? unit.logs : [],
  )
}

/** Files that grow until the disk is full: what has to write stops then, and the host with it. */
export function checkRotation(services: readonly HostService[]): Finding[] {
  const rotated = new Set(
    services.flatMap(({ service, host }) => (settingsIn(service, logRotationSlot).length > 0 ? [host.name] : [])),
  )
  return services.flatMap(({ service, host }): Finding[] => {
    const units = known(service.runs.units).filter(
      unit => unit.manager === 'host' && unit.logs.length > 0 && (unit.root === true || !rotated.has(host.name)),
    )
    if (units.length === 0) return []
    const root = rotated.has(host.name)
    return [
      {
        code: 'unrotated-log',
        where: { subject: service.name, path: 'workload.programs', file: service.file },
        problem: root
          ? 'root writes log files that nothing makes shorter'
          : `it writes log files that nothing on ${host.name} makes shorter`,
        got: units.flatMap(({ logs }) => logs).join(', '),
        fix: root
          ? 'run it as the login of the host, or accept it with how much it writes'
          : 'give a service of the host a timer that runs logrotate, with `logRotation` as its configuration',
      },
    ]
  })
}

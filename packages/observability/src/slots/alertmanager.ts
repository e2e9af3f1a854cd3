import {
  type Finding,
  known,
  type Maybe,
  partsOf,
  type Resolved,
  type ResolvedService,
  whereInWorkload,
} from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { type AlertmanagerSettings, alertmanagerSlot } from '../alertmanager.ts'
import { heartbeatAlert } from '../alerts/alerting.ts'
import { type AlertReceiver, receiverParts } from '../receivers/receiver.ts'

/**
 * Alertmanager's configuration. Format: https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerYml(resolved: Resolved, _: ResolvedService, settings: AlertmanagerSettings): string {
  const { to, heartbeat, repeatHours, secretFiles } = settings
  return printYaml({
    route: {
      receiver: 'critical',
      group_by: ['service'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: `${repeatHours.critical}h`,
      routes: [
        {
          receiver: 'heartbeat',
          matchers: [`alertname = ${heartbeatAlert}`],
          group_wait: '0s',
          group_interval: `${heartbeat.everyMinutes}m`,
          // At each interval it is asked whether the last message is older than this: of equal ones each second is left out.
          repeat_interval: `${heartbeat.everyMinutes * 30}s`,
        },
        {
          receiver: 'warning',
          matchers: ['severity = warning'],
          repeat_interval: `${repeatHours.warning}h`,
        },
      ],
    },
    receivers: [
      { name: 'critical', ...integrations(to.critical) },
      { name: 'warning', ...integrations(to.warning) },
      { name: 'heartbeat', ...integrations([heartbeat.to], { send_resolved: false }) },
    ],
  })

  /** Each list with the settings that stand in it. */
  function integrations(receivers: readonly AlertReceiver[], more: object = {}): object {
    const all = receivers.flatMap(receiver => {
      // One that nobody registers is a finding of `unsendableAlerts`.
      const part = receiverParts.of(partsOf(resolved), receiver.kind)
      return part === undefined ? [] : Object.entries(part.settings(receiver, file => `${secretFiles}/${file}`))
    })
    const lists = Map.groupBy(all, ([list]) => list)
    return Object.fromEntries([...lists].map(([list, each]) => [list, each.map(([, one]) => ({ ...one, ...more }))]))
  }
}

/** `--data.retention` of Alertmanager when nothing is said: https://prometheus.io/docs/alerting/latest/configuration/#route-related-settings */
const keptHours = 120

/** When alerts are sent again, where that is later than Alertmanager remembers, or turns round what severity is for. */
export function forgottenRepeats(_: Resolved, service: ResolvedService): Finding[] {
  return service.slots.filter(alertmanagerSlot.is).flatMap(slot => {
    const { critical, warning } = slot.settings.repeatHours
    const wrong = (which: string, hours: number, problem: string, most: number): Finding => ({
      code: 'invalid-schedule',
      where: { ...whereInWorkload(service, `repeatHours.${which}`, slot), subject: service.name, file: service.file },
      problem,
      got: `${hours} h`,
      expected: `at most ${most} h`,
      fix: 'send them again sooner',
    })
    return [
      ...(critical > warning
        ? [wrong('critical', critical, 'critical alerts are sent again later than warnings', warning)]
        : []),
      ...(warning > keptHours
        ? [wrong('warning', warning, 'Alertmanager has forgotten by then what it sent', keptHours)]
        : []),
    ]
  })
}

/** Receivers that the estate does not register, and secret files that nothing brings. */
export function unsendableAlerts(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file, slots } = service
  const parts = partsOf(resolved)
  return slots.filter(alertmanagerSlot.is).flatMap(({ settings: { to, heartbeat, secretFiles } }) => {
    const places = [
      ...to.critical.map(receiver => ({ receiver, path: 'receivers.critical' })),
      ...to.warning.map(receiver => ({ receiver, path: 'receivers.warning' })),
      { receiver: heartbeat.to, path: 'receivers.heartbeat' },
    ]
    return places.flatMap(({ receiver, path }): Finding[] => {
      const part = receiverParts.of(parts, receiver.kind)
      const where = { ...whereInWorkload(service, path, receiver), subject, file }
      if (part === undefined)
        return [
          {
            code: 'unknown-receiver',
            where,
            problem: 'the estate registers no receivers of its kind',
            got: receiver.kind,
            expected: receiverParts
              .all(parts)
              .flatMap(({ kinds }) => kinds)
              .join(', '),
            fix: 'register its part in the estate’s `parts`',
          },
        ]
      const files = secretFilesOf(service, secretFiles)
      if (files === 'unknown') return []
      return part
        .reads(receiver)
        .filter(each => !files.includes(each))
        .map(got => ({
          code: 'unreadable-secret',
          where,
          problem: 'it reads a secret file that nothing brings, so that no alert is sent',
          got,
          expected: files.join(', ') || 'a file',
          fix: 'name a key of a Secret that its pods mount, or a file with a secret on its host',
        }))
    })
  })
}

/** Keys of a Secret beside those that receivers read, of which none does: somebody was to be told by it. */
export function unreadAddresses(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file, slots } = service
  const parts = partsOf(resolved)
  return slots.filter(alertmanagerSlot.is).flatMap(slot => {
    const { to, heartbeat, secretFiles } = slot.settings
    const read = [...to.critical, ...to.warning, heartbeat.to].flatMap(
      receiver => receiverParts.of(parts, receiver.kind)?.reads(receiver) ?? [],
    )
    const files = secretFilesOf(service, secretFiles)
    // Where a receiver reads what is not there, that is the cause.
    if (files === 'unknown' || read.some(each => !files.includes(each))) return []
    return files
      .filter(each => !read.includes(each))
      .map(got => ({
        code: 'unread-secret',
        where: { ...whereInWorkload(service, `receivers ${got}`, slot), subject, file },
        problem: 'no receiver of alerts reads this file of its Secret',
        got,
        expected: read.join(', '),
        fix: 'name it at the receiver that was to read it, or leave it out',
      }))
  })
}

/** The secret files of a service: the keys of the Secrets that its pods mount, and what its host has below the folder. */
function secretFilesOf({ runs }: ResolvedService, folder: string): Maybe<readonly string[]> {
  const mounted = new Set(known(runs.reads).flatMap(({ name, by }) => (by.startsWith('volume ') ? [name] : [])))
  const delivered = known(runs.delivered)
  // That nothing brings a whole Secret is a finding of its own.
  if ([...mounted].some(name => !delivered.some(each => each.to === 'secret' && each.name === name))) return 'unknown'
  return delivered.flatMap(each => {
    if (each.to === 'host')
      return each.paths.flatMap(path => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))
    if (each.to !== 'secret' || !mounted.has(each.name)) return []
    return Object.keys(each.keys)
  })
}

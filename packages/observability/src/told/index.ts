/** Who is told that something is away, and by what. */
import { allowedAgeSeconds, backupRequest, lookup, type Resolved, settingsIn } from '@homelab/estate/model'
import { type AlertmanagerSettings, alertmanagerSlot } from '../alertmanager.ts'
import { heartbeatAlert } from '../alerts/alerting.ts'
import type { AlertRule } from '../alerts/index.ts'
import { alertmanagersOf, type Evaluation, evaluations } from '../slots/prometheus.ts'
import type { Gone } from './gone.ts'
import { ringOf } from './rings.ts'

export type { Gone } from './gone.ts'

export interface Told {
  readonly alert: string
  readonly severity: string
  readonly service: string
  /** How long it takes before it is sent: `5m`. */
  readonly after: string
  /** Receivers, by kind. */
  readonly by: readonly string[]
}

export interface ToldOf {
  readonly told: readonly Told[]
  /** Alerts that nobody gets, and what they stand on that is away as well. */
  readonly silent: readonly { readonly alert: string; readonly service: string; readonly why: string }[]
  /** `none`: alerts reached nobody before, either. */
  readonly alerting: 'whole' | 'broken' | 'none'
  /** Why no alert at all reaches anybody; empty where they do. */
  readonly broken: readonly string[]
  /** Whose heartbeat ends with it, of which somebody outside of the estate tells. */
  readonly outside: readonly { readonly service: string; readonly to: string; readonly everyMinutes: number }[]
}

/** What alerts tell when something is away, and what of them is silent then. */
export function toldOf(resolved: Resolved, gone: Gone): ToldOf {
  const all = evaluations(resolved).map(each => ({ ...each, ...chainOf(resolved, each, gone) }))
  const each = all.map(({ rules, senders, broken }) => {
    const rung = rules
      .filter(({ alert }) => alert !== heartbeatAlert)
      .map(rule => ({ rule, ring: ringOf(resolved, rule, gone) }))
      .filter(({ ring }) => ring !== 'quiet')
    const why = broken.join(', ')
    if (broken.length > 0) return { told: [], silent: rung.map(({ rule }) => ({ ...named(rule), why })) }
    return {
      told: rung.flatMap(({ rule, ring }) => (ring === 'rings' ? [toldBy(resolved, rule, senders)] : [])),
      silent: rung.flatMap(({ rule, ring }) =>
        typeof ring === 'object' ? [{ ...named(rule), why: `${ring.silent} asks, and is away` }] : [],
      ),
    }
  })
  return { told: each.flatMap(({ told }) => told), silent: each.flatMap(({ silent }) => silent), ...together(all) }
}

interface Chain extends Pick<ToldOf, 'alerting' | 'broken' | 'outside'> {
  readonly senders: readonly AlertmanagerSettings[]
}

/** Of several that evaluate rules one suffices, and whose heartbeat goes on, nobody outside hears of. */
function together(chains: readonly Chain[]): Pick<ToldOf, 'alerting' | 'broken' | 'outside'> {
  const sending = chains.filter(({ alerting }) => alerting !== 'none')
  if (sending.length === 0) return { alerting: 'none', broken: [nothingSends], outside: [] }
  const whole = sending.filter(({ alerting }) => alerting === 'whole')
  const heard = new Set(whole.flatMap(({ outside }) => outside.map(({ service }) => service)))
  const outside = sending
    .flatMap(chain => (chain.alerting === 'broken' ? chain.outside : []))
    .filter(({ service }) => !heard.has(service))
  return {
    alerting: whole.length === 0 ? 'broken' : 'whole',
    broken: whole.length > 0 ? [] : [...new Set(sending.flatMap(({ broken }) => broken))],
    outside: [...new Map(outside.map(each => [each.service, each])).values()],
  }
}

const nothingSends = 'nothing sends alerts'

/** The way from a rule to a person: who evaluates it, who sends it, and the internet where the receivers are. */
function chainOf(resolved: Resolved, { by, rules }: Evaluation, gone: Gone): Chain {
  const find = lookup(resolved)
  const flows = alertmanagersOf(find, by.name)
  if (flows.length === 0) return { senders: [], alerting: 'none', broken: [nothingSends], outside: [] }
  const senders = [...new Set(flows.map(({ to }) => to))].flatMap(to => find.service(to) ?? [])
  const stopped = [...new Set([by, ...senders].map(({ name }) => name))].filter(gone.stops)
  const cut = flows.filter(flow => gone.isBroken(flow) && !gone.stops(flow.to) && !gone.stops(flow.from))
  const isWhole = flows.some(flow => !gone.stops(flow.from) && !gone.stops(flow.to) && !gone.isBroken(flow))
  const broken = [
    ...(isWhole ? [] : stopped.map(name => `${name} stops`)),
    ...(isWhole ? [] : cut.map(({ from, to }) => `${from} does not reach ${to}`)),
    ...(gone.internet ? ['receivers are beyond the internet'] : []),
  ]
  const beats = rules.some(({ alert }) => alert === heartbeatAlert)
  const settings = senders.map(service => ({ service, all: settingsIn(service, alertmanagerSlot) }))
  return {
    senders: settings.flatMap(({ service, all }) => (gone.stops(service.name) ? [] : all)),
    alerting: broken.length === 0 ? 'whole' : 'broken',
    broken,
    outside: (beats ? settings : []).flatMap(({ service, all }) =>
      all.map(({ heartbeat: { to, everyMinutes } }) => ({ service: service.name, to: to.kind, everyMinutes })),
    ),
  }
}

function named({ alert, labels: { service } }: AlertRule): { readonly alert: string; readonly service: string } {
  return { alert, service }
}

function toldBy(resolved: Resolved, rule: AlertRule, senders: readonly AlertmanagerSettings[]): Told {
  const { severity } = rule.labels
  const receivers = senders.flatMap(({ to }) => (severity === 'warning' ? to.warning : to.critical))
  return {
    ...named(rule),
    severity,
    after: afterOf(resolved, rule),
    by: [...new Set(receivers.map(({ kind }) => kind))],
  }
}

/** A backup that is not made is too old once the next one should be there. */
function afterOf(resolved: Resolved, { alert, labels, for: after }: AlertRule): string {
  const service = alert === 'BackupTooOld' ? lookup(resolved).service(labels.service) : undefined
  const age = service === undefined ? undefined : allowedAgeSeconds(backupRequest(resolved, service))
  return age === undefined ? after : `${Math.ceil(age / 3600)}h`
}

import { type Flow, lookup, type Resolved } from '@homelab/estate/model'
import type { AlertRule } from '../alerts/index.ts'
import { probeJob } from '../alloy/jobs.ts'
import { pushesOf } from '../slots/alloy.ts'
import type { Gone } from './gone.ts'

/** `silent`: it would ring, if what asks were not away as well; that service. */
export type Ring = 'rings' | 'quiet' | { readonly silent: string }

type Rings = (resolved: Resolved, rule: AlertRule, gone: Gone) => Ring

/** Which alerts ring when something is away. What rings after days of trouble, or of a pod's own trouble, is left out. */
const rings: Readonly<Record<string, Rings>> = {
  TargetDown: when(isUnseen),
  ProbeFailing: (resolved, { labels }, gone) => {
    const probe = resolved.outsideProbes.find(({ name }) => probeJob(name) === labels['probe'])
    const asked = probe === undefined ? undefined : URL.parse(probe.url)?.hostname
    const flow = lookup(resolved)
      .flowsTo(labels.service)
      .find(({ origin, from, address }) => origin === 'probe' && from === probe?.by && address.host === asked)
    if (flow === undefined || !(gone.stops(flow.to) || gone.isBroken(flow))) return 'quiet'
    return gone.stops(flow.from) || isCutOff(resolved, flow.from, gone) ? { silent: flow.from } : 'rings'
  },
  DatabaseDown: when((_, service, gone) => gone.stops(service)),
  DatabaseNotReady: when((_, service, gone) => gone.stops(service)),
  BackupTooOld: when((_, service, gone) => gone.stops(service) || gone.hasNoRepository(service)),
  BackupUnreadable: when(
    (resolved, service, gone) => gone.hasNoRepository(service) || isUnmeasured(resolved, service, gone),
  ),
  BackupActionFailed: when(
    (resolved, service, gone) =>
      !gone.stops(service) &&
      (gone.hasNoRepository(service) ||
        lookup(resolved)
          .flowsFrom(service)
          .some(flow => gone.isBroken(flow))),
  ),
  TextfileStale: when((_, service, gone) => gone.stops(service)),
  AlloyNotDelivering: when((resolved, service, gone) => gone.stops(service) || isCutOff(resolved, service, gone)),
  HostDiskUnseen: when(isUnseen),
  LokiNotIngesting: when((_, service, gone) => gone.stops(service)),
  ApplicationsUnseen: when(isUnseen),
  ExternalSecretNotReady: when((_, service, gone) => gone.secrets && !gone.stops(service)),
}

/** Whether an alert rings, by its name; of one that is not known here nobody claims it. */
export function ringOf(resolved: Resolved, rule: AlertRule, gone: Gone): Ring {
  return rings[rule.alert]?.(resolved, rule, gone) ?? 'quiet'
}

function when(holds: (resolved: Resolved, service: string, gone: Gone) => boolean): Rings {
  return (resolved, { labels }, gone) => (holds(resolved, labels.service, gone) ? 'rings' : 'quiet')
}

/** Its metrics do not arrive. */
function isUnseen(resolved: Resolved, service: string, gone: Gone): boolean {
  const scrapes = lookup(resolved)
    .flowsTo(service)
    .filter(({ origin }) => origin === 'scrape')
  return (
    gone.stops(service) || scrapes.some(flow => isUngathered(resolved, flow, gone)) || isCutOff(resolved, service, gone)
  )
}

/** What it gathers does not arrive. */
function isCutOff(resolved: Resolved, collector: string, gone: Gone): boolean {
  const { prometheus } = pushesOf(lookup(resolved), collector)
  return prometheus !== undefined && gone.isBroken(prometheus)
}

function isUngathered(resolved: Resolved, flow: Flow, gone: Gone): boolean {
  return gone.isBroken(flow) || gone.stops(flow.from) || isCutOff(resolved, flow.from, gone)
}

function isUnmeasured({ services }: Resolved, service: string, gone: Gone): boolean {
  const repository = services.find(({ name }) => name === service)?.backsUp?.repository
  return services.some(
    ({ name, textfiles }) => gone.stops(name) && textfiles.some(textfile => textfile.repository === repository),
  )
}

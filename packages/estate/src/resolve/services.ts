import { present } from '@homelab/formats/present'
import { imageReference } from '../image.ts'
import type { ServiceFacts } from '../resolved.ts'
import type { Schedule } from '../schedule.ts'
import type { Keys } from '../state/keys.ts'
import { wayTo } from '../state/labels.ts'
import { ofService } from '../state/references.ts'
import type { StatedService } from '../state/stated.ts'
import type { OwnPort, OwnUrl } from '../url.ts'
import type { Workload } from '../workload.ts'
import { named, neighbour } from './address.ts'
import { onlyWay, routesBy, wayText } from './domains.ts'
import { arrayOf, type Draft, portOf } from './draft.ts'
import { issuerOf } from './logins.ts'
import { materialise } from './materialise.ts'
import { longestPauseSeconds } from './pause.ts'
import { putBack } from './put-back.ts'
import { thingsOf } from './things.ts'

/** What is known of a service alone. */
export interface OneService {
  readonly record: ServiceFacts
  readonly workload: Workload
  /** Those found in its workload, which only the checks read. */
  readonly schedules: readonly Schedule[]
}

export function resolveService(draft: Draft, service: StatedService): OneService {
  const { workload: whole, backsUp } = putBack<StatedService>(service, ofService, thingsOf(draft))
  const { workload: plain, entities } = materialise(whole, own => {
    const from = { ...service, workload: whole }
    return own.kind === 'own-url' ? urlText(draft, from, own) : addressText(draft, from, own)
  })
  const { address, addresses } = plain
  const workload = {
    ...plain,
    ...(address !== undefined && { address: named(address, service.name) }),
    ...(addresses !== undefined && {
      addresses: Object.fromEntries(Object.entries(addresses).map(([port, to]) => [port, named(to, service.name)])),
    }),
  }
  const { schedules, ...found } = entities
  const longestPause = backsUp === undefined ? undefined : longestPauseSeconds(backsUp.schedule)
  const record: ServiceFacts = {
    name: service.name,
    title: service.title,
    summary: service.summary,
    file: service.file,
    at: workload.at,
    kind: workload.kind,
    ...present({ address: workload.address, addresses: workload.addresses, lan: workload.lan }),
    external: workload.kind === 'external',
    ports: service.ports,
    ...present({ probes: service.probes }),
    metrics: arrayOf(service.metrics),
    ...present({ tile: service.tile }),
    dashboards: service.dashboards ?? [],
    serves: draft.serves.get(service.name) ?? [],
    collects: service.collects ?? [],
    runners: service.runners ?? [],
    ...present({ issuer: issuerOf(draft, service) }),
    ...(backsUp !== undefined &&
      longestPause !== undefined && { backsUp: { ...backsUp, longestPauseSeconds: longestPause } }),
    ...found,
    // Several containers may start from one image.
    images: [...new Map(found.images.map(image => [imageReference(image), image])).values()],
  }
  // The workload that makes the backups usually has the schedule, too: one fault is one finding.
  const own =
    backsUp === undefined || schedules.some(({ cron }) => cron === backsUp.schedule.cron) ? [] : [backsUp.schedule]
  return { record, workload, schedules: [...schedules, ...own] }
}

function urlText(draft: Draft, service: StatedService, own: OwnUrl): string {
  const where = { subject: service.name, path: 'workload', keys: keysTo(service.workload, own), file: service.file }
  const way = own.domain === undefined ? own.route : { domain: own.domain }
  const route = onlyWay(draft, where, routesBy(draft, service.name, way))
  if (route === undefined) {
    draft.findings.push({
      code: 'unreachable-route',
      where,
      problem: `it uses its own ${wayText(way)} address and has no ${wayText(way)} route`,
      fix: `declare the route, or use the address of another`,
    })
    return ''
  }
  return own.part === 'hostname' ? route.hostname : route.url + own.path
}

function addressText(draft: Draft, service: StatedService, own: OwnPort): string {
  const { name, file, ports, workload } = service
  const port = portOf(service, own.port)
  if (port === undefined) {
    draft.findings.push({
      code: 'unknown-port',
      where: { subject: name, path: 'workload', keys: keysTo(workload, own), file },
      problem: 'it uses its own address on a port that it does not have',
      got: own.port,
      expected: Object.keys(ports).join(' or ') || 'a declared port',
      fix: 'name one of its ports',
    })
    return ''
  }
  const address = neighbour(workload.at, service, own.port, port)
  if (typeof own.part === 'string') return String(address[own.part])
  const { scheme, path = '' } = own.part
  return `${scheme}://${address.host}:${address.port}${path}`
}

function keysTo(workload: Workload, own: OwnUrl | OwnPort): Keys {
  return ['workload', ...(wayTo(workload, thing => thing === own) ?? [])]
}

import type { StatedService } from '../resolved.ts'
import type { Schedule } from '../schedule.ts'
import type { Service } from '../service.ts'
import type { OwnUrl } from '../url.ts'
import type { Workload } from '../workload.ts'
import { named } from './address.ts'
import { arrayOf, type Draft, whereIs } from './draft.ts'
import { materialise } from './materialise.ts'
import { longestPauseSeconds } from './pause.ts'
import { sourceFile } from './source.ts'

/** What is known of a service alone. */
export interface OneService {
  readonly record: StatedService
  readonly workload: Workload
  /** Those found in its workload, which only the checks read. */
  readonly schedules: readonly Schedule[]
}

export function resolveService(draft: Draft, service: Service): OneService {
  const { props } = service
  const { workload: plain, entities } = materialise(props.workload, own => urlText(draft, service, own))
  const { address, addresses } = plain
  const workload = {
    ...plain,
    ...(address === undefined ? {} : { address: named(address, service.name) }),
    ...(addresses === undefined
      ? {}
      : {
          addresses: Object.fromEntries(Object.entries(addresses).map(([port, to]) => [port, named(to, service.name)])),
        }),
  }
  const { schedules, ...found } = entities
  const { backsUp } = props
  const longestPause = backsUp === undefined ? undefined : longestPauseSeconds(backsUp.schedule)
  const record: StatedService = {
    name: service.name,
    title: props.title,
    summary: props.summary,
    file: sourceFile(draft.estate.declaredIn, service.declaredIn),
    at: workload.at,
    kind: workload.kind,
    ...(workload.address === undefined ? {} : { address: workload.address }),
    ...(workload.addresses === undefined ? {} : { addresses: workload.addresses }),
    external: workload.kind === 'external',
    ports: service.ports,
    ...(props.probes === undefined ? {} : { probes: props.probes }),
    metrics: arrayOf(props.metrics),
    ...(props.tile === undefined ? {} : { tile: props.tile }),
    dashboards: props.dashboards ?? [],
    ...(props.serves === undefined ? {} : { serves: props.serves }),
    collects: props.collects ?? [],
    ...(backsUp === undefined || longestPause === undefined
      ? {}
      : { backsUp: { ...backsUp, longestPauseSeconds: longestPause } }),
    ...found,
  }
  // The workload that makes the backups usually has the schedule, too: one fault is one finding.
  const own =
    backsUp === undefined || schedules.some(({ cron }) => cron === backsUp.schedule.cron) ? [] : [backsUp.schedule]
  return { record, workload, schedules: [...schedules, ...own] }
}

function urlText(draft: Draft, service: Service, own: OwnUrl): string {
  const route = draft.routesOf.get(service.name)?.find(candidate => candidate.kind === own.route)
  if (route === undefined) {
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(draft.estate, service, 'workload'),
      problem: `it uses its own ${own.route} address and has no ${own.route} route`,
      mend: `declare the route, or use the address of another`,
    })
    return ''
  }
  return own.part === 'hostname' ? route.hostname : route.url + own.path
}

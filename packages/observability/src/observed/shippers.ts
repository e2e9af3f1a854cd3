import type { Resolved, ResolvedService } from '@homelab/estate/model'
import { probeJob, unixJob } from '../alloy/jobs.ts'
import { nodeJobs } from '../alloy/pipelines/nodes.ts'
import type { Selector } from '../drawing/selector.ts'
import type { ObservedShipper } from '../metrics/observed.ts'
import type { Collectors } from './collectors.ts'
import { nodeSeries, proxySeries } from './targets.ts'
import { watched } from './watched.ts'

/** The collectors that push, each with a series that arrives only through it. One that pushes logs alone has none. */
export function shippersIn(resolved: Resolved, { hosts, clusters, proxies }: Collectors): readonly ObservedShipper[] {
  return [
    ...hosts.map(({ service, host }) => shipper(service, { job: unixJob, instance: host.name })),
    ...clusters.flatMap(({ service, settings }) => {
      const delivers =
        settings.nodeScrapeIntervalSeconds === undefined
          ? firstProbe(resolved, service)
          : nodeSeries(resolved, service, nodeJobs.cadvisor)
      return delivers === undefined ? [] : [shipper(service, delivers)]
    }),
    ...proxies.map(({ service }) => ({ ...shipper(service, proxySeries(service)), own: proxySeries(service) })),
  ]
}

function shipper(service: ResolvedService, delivers: Selector): ObservedShipper {
  return { ...watched(service), name: service.name, delivers }
}

function firstProbe({ outsideProbes }: Resolved, { name }: ResolvedService): Selector | undefined {
  const probe = outsideProbes.find(({ by }) => by === name)
  return probe === undefined ? undefined : { job: probeJob(probe.name) }
}

import { known, type Probe, type ResolvedService } from '@homelab/estate/model'
import { type Block, bullets, code, plain, section, subsection, tableOf } from '@homelab/formats/page'
import { isDataSource } from '@homelab/observability'
import { type Context, linkService } from '../context.ts'
import { alertsOf } from './alerts.ts'

/** How its health, metrics and logs are seen. */
export function observed(context: Context, service: ResolvedService): Block {
  const { name, dashboards } = service
  const { resolved } = context
  const scrapes = resolved.scrapes.filter(scrape => scrape.service === name)
  return section(
    'Seen by',
    subsection('Probes', probeTable(context, service)),
    subsection(
      'Metrics',
      tableOf(
        ['job', 'target', 'path', 'scraped by'],
        scrapes.map(({ job, target, path, by }) => [code(job), code(target), code(path), linkService(context, by)]),
      ),
    ),
    subsection('Logs', bullets(logs(context, service))),
    subsection('Alerts', alertsOf(context, service)),
    subsection('Dashboards', bullets(dashboards.map(spec => dashboardLink(context, spec)))),
  )
}

function probeTable(context: Context, { name, probes = {} }: ResolvedService): Block {
  const own = (what: string, probe: Probe | undefined): readonly (readonly string[])[] =>
    probe === undefined ? [] : [[what, ...asks(probe), timing(probe)]]
  const outside = context.resolved.outsideProbes.filter(({ service }) => service === name)
  return tableOf(
    ['probe', 'asks', 'port', ''],
    [
      ...own('start: the others wait for it', probes.start),
      ...own('live: restarts it', probes.live),
      ...own('ready: takes it out of its Service', probes.ready),
      ...outside.map(({ by, url }) => ['from outside', code(url), '', `by ${linkService(context, by)}`]),
    ],
  )
}

/** What it asks, and on which port. */
function asks(probe: Probe): readonly [string, string] {
  switch (probe.by) {
    case 'tcp':
      return ['a connection', code(probe.port)]
    case 'grpc':
      return [probe.service === undefined ? 'by gRPC' : `by gRPC, ${code(probe.service)}`, code(probe.port)]
    case 'command':
      return [code(probe.command.join(' ')), '']
    default:
      return [code(probe.path), code(probe.port)]
  }
}

function timing({ delaySeconds, periodSeconds, timeoutSeconds, failureThreshold }: Probe): string {
  return [
    ...(delaySeconds === undefined ? [] : [`after ${delaySeconds} s`]),
    ...(periodSeconds === undefined ? [] : [`every ${periodSeconds} s`]),
    ...(timeoutSeconds === undefined ? [] : [`at most ${timeoutSeconds} s`]),
    ...(failureThreshold === undefined ? [] : [`${failureThreshold} failures`]),
  ].join(', ')
}

/** How its lines are picked in the store of logs, and the files or journals that they come from. */
function logs(context: Context, { name, at, runs }: ResolvedService): readonly string[] {
  return known(runs.logs).flatMap(log => {
    const { collector } = log
    if (collector === undefined) return log.from === 'file' ? [code(log.path)] : []
    const by = `collected by ${linkService(context, collector)}`
    switch (log.from) {
      case 'pods': {
        const app = log.app === undefined ? '' : `, app="${log.app}"`
        return [`${code(`{namespace="${log.namespace}"${app}}`)}, ${by}`]
      }
      case 'file': {
        const selector = `{host="${at.name}", service="${log.label}", stream="${log.stream}"}`
        return [`${code(selector)} from ${code(log.path)}, ${by}`]
      }
      case 'journal': {
        const selector = `{host="${at.name}", service="${name}"}`
        return [`${code(selector)} from the journal of ${code(log.unit)}, ${by}`]
      }
    }
  })
}

/** A dashboard where its address is known, else its title. */
export function dashboardLink(context: Context, spec: object): string {
  const { title, uid, short } = spec as Readonly<Record<'title' | 'uid' | 'short', string | undefined>>
  const base = dashboardBase(context)
  const text = plain(title ?? short ?? '')
  return base === undefined || uid === undefined ? text : `[${text}](${base}/d/${uid})`
}

/** The address of the service that shows dashboards: the one that has data sources. */
function dashboardBase({ resolved, find }: Context): string | undefined {
  const shows = resolved.flows.find(({ use }) => isDataSource(use))?.from
  const routes = shows === undefined ? [] : find.routesOf(shows)
  return routes.find(({ kind }) => kind === 'ops')?.url ?? routes[0]?.url
}

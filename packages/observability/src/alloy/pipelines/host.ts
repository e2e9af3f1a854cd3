import { present } from '@homelab/formats/present'
import { type Component, labelOf } from '../component.ts'
import { type FileTarget, localFileMatch } from '../discovery.ts'
import { lokiRelabel, lokiSourceFile, lokiSourceJournal, lokiWrite } from '../loki.ts'
import { exporterUnix, prometheusRelabel, prometheusRemoteWrite, prometheusScrape } from '../prometheus.ts'
import { setLabel } from '../relabel.ts'

export interface HostPipeline {
  /** The host's name: label `instance` of metrics and `host` of logs. */
  readonly host: string
  /** Push address of Loki. */
  readonly lokiUrl: string
  /** Remote write address of Prometheus. */
  readonly prometheusUrl: string
  readonly scrapeIntervalSeconds: number
  readonly disableCollectors: readonly string[]
  /** Where collectors leave their `.prom` files, absolute. */
  readonly textfileDirectory: string
  readonly scrapes: readonly HostScrape[]
  /** Alloy remembers how far it read by the group's name: renaming one reads its files again. */
  readonly logGroups: readonly LogGroup[]
  readonly journals: readonly HostJournal[]
}

interface HostJournal {
  readonly service: string
  /** Of systemd, with its ending. */
  readonly unit: string
}

interface HostScrape {
  /** The component's label is made of it. */
  readonly name: string
  /** The job label; Alloy's own `prometheus.scrape.LABEL` is left out. */
  readonly job: string
  /** `HOST:PORT`. */
  readonly target: string
  readonly path: string
  readonly scheme: 'http' | 'https'
  readonly labels: Readonly<Record<string, string>>
  readonly login?: { readonly user: string; readonly passwordFile: string }
}

export interface LogGroup {
  /** An identifier. */
  readonly name: string
  readonly files: readonly FileTarget[]
}

/** Metrics of a host and its services to Prometheus, their log files and journals to Loki (facts A15). */
export function hostPipeline(props: HostPipeline): readonly Component[] {
  return [...metrics(props), ...logs(props)]
}

function metrics(props: HostPipeline): readonly Component[] {
  const { disableCollectors, textfileDirectory, scrapeIntervalSeconds: intervalSeconds } = props
  const write = prometheusRemoteWrite('prometheus', { url: props.prometheusUrl })
  const relabel = prometheusRelabel('instance', {
    rules: [setLabel('instance', props.host)],
    forwardTo: [write.receiver],
  })
  const system = exporterUnix('system', { disableCollectors, textfileDirectory })
  const forwardTo = [relabel.receiver] as const
  return [
    system,
    prometheusScrape('system', { targets: system.targets, intervalSeconds, forwardTo }),
    ...props.scrapes.map(({ name, job, target, path, scheme, labels, login }) => {
      const label = labelOf(name)
      return prometheusScrape(label, {
        targets: [{ address: target, labels }],
        ...(job !== `prometheus.scrape.${label}` && { job }),
        ...(path !== '/metrics' && { path }),
        ...(scheme !== 'http' && { scheme }),
        ...present({ basicAuth: login }),
        intervalSeconds,
        forwardTo,
      })
    }),
    relabel,
    write,
  ]
}

function logs({ host, lokiUrl, logGroups, journals }: HostPipeline): readonly Component[] {
  if (logGroups.length + journals.length === 0) return []
  const write = lokiWrite('loki', { url: lokiUrl })
  const relabel = lokiRelabel('add_host', { rules: [setLabel('host', host)], forwardTo: [write.receiver] })
  const groups = logGroups.flatMap(({ name, files }) => {
    const matched = localFileMatch(name, { files })
    return [matched, lokiSourceFile(name, { targets: matched.targets, forwardTo: [relabel.receiver] })]
  })
  const units = journals.map(({ service, unit }) =>
    lokiSourceJournal(labelOf(unit), { unit, labels: { service }, forwardTo: [relabel.receiver] }),
  )
  return [...groups, ...units, relabel, write]
}

import type { ProxyLines } from '../../alloy.ts'
import type { Component } from '../component.ts'
import { localFileMatch } from '../discovery.ts'
import { lokiProcess, lokiRelabel, lokiSourceFile, lokiWrite } from '../loki.ts'
import { prometheusRelabel, prometheusRemoteWrite, prometheusScrape } from '../prometheus.ts'
import { removeLabels, setLabel } from '../relabel.ts'
import {
  counter,
  histogram,
  jsonStage,
  knownStage,
  labelsStage,
  limitStage,
  logMetricPrefix,
  metricsStage,
  type Stage,
  whereLabelled,
} from '../stages.ts'

export interface ProxyPipeline {
  /** The machine's name: label `instance`. */
  readonly instance: string
  /** Push address of Loki. */
  readonly lokiUrl: string
  /** Remote write address of Prometheus. */
  readonly prometheusUrl: string
  /** nginx's access log, absolute; one JSON object a line. */
  readonly accessLog: string
  /** What it serves, by name; a line of another host or of a rare method is labelled `other`. */
  readonly hostnames: readonly string[]
  /** Label `job` of the lines. */
  readonly job: string
  /** What the metrics’ names begin with. */
  readonly metricPrefix: string
  /** Where Alloy gives its own metrics, `HOST:PORT`. */
  readonly ownAddress: string
  readonly scrapeIntervalSeconds: number
  /** Upper bounds of request durations, in seconds. */
  readonly durationBuckets: readonly number[]
  readonly lines: ProxyLines
}

/** A reverse proxy's access log to Loki, and metrics made of it to Prometheus (facts P7). */
export function proxyPipeline(props: ProxyPipeline): readonly Component[] {
  return [...accessLog(props), ...metrics(props)]
}

function accessLog({ accessLog: path, job, instance, lokiUrl, ...props }: ProxyPipeline): readonly Component[] {
  const write = lokiWrite('loki', { url: lokiUrl })
  const relabel = lokiRelabel('instance', { rules: [setLabel('instance', instance)], forwardTo: [write.receiver] })
  const process = lokiProcess('nginx', { stages: stages(props), forwardTo: [relabel.receiver] })
  const matched = localFileMatch('nginx_access', { files: [{ path, labels: { job } }] })
  const source = lokiSourceFile('nginx_access', { targets: matched.targets, forwardTo: [process.receiver] })
  return [matched, source, process, relabel, write]
}

/** Value -> field of the log line, named after nginx's variables. */
const fields = {
  status: 'status',
  method: 'request_method',
  host: 'http_host',
  cache_status: 'upstream_cache_status',
  request_time: 'request_time',
  body_bytes_sent: 'body_bytes_sent',
  upstream_response_time: 'upstream_response_time',
  // How many requests the line stands for: nginx writes a part of those that come without limit.
  weight: 'weight',
}

const labels = { status: '', method: '', host: '', cache_status: '' }

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

type Counted = Pick<ProxyPipeline, 'hostnames' | 'metricPrefix' | 'durationBuckets' | 'lines'>

function stages({ hostnames, metricPrefix, durationBuckets, lines }: Counted): Stage[] {
  return [
    jsonStage(fields),
    // Anybody may send any of these, and Loki takes a number of streams alone, of all senders together.
    knownStage('method', methods),
    knownStage('host', ['other', ...hostnames]),
    labelsStage(labels),
    metricsStage(
      counter({
        name: `${metricPrefix}_http_requests_total`,
        description: 'Requests',
        counts: 'sum',
        source: 'weight',
      }),
      histogram({
        name: `${metricPrefix}_http_request_duration_seconds`,
        description: 'Duration of requests',
        source: 'request_time',
        buckets: durationBuckets,
      }),
      counter({
        name: `${metricPrefix}_http_response_bytes_total`,
        description: 'Bytes of response bodies',
        counts: 'sum',
        source: 'body_bytes_sent',
      }),
    ),
    // nginx writes an empty status where the cache had no part, and a counter with a source counts empty values too.
    whereLabelled(
      'cache_status',
      metricsStage(
        counter({
          name: `${metricPrefix}_cache_requests_total`,
          description: 'Requests that the cache took part in',
          counts: 'lines',
        }),
      ),
    ),
    // Last, so that all are counted.
    limitStage(lines),
  ]
}

function metrics({ instance, prometheusUrl, ownAddress, scrapeIntervalSeconds }: ProxyPipeline): readonly Component[] {
  const write = prometheusRemoteWrite('prometheus', { url: prometheusUrl })
  const relabel = prometheusRelabel('instance', {
    rules: [
      {
        action: 'replace',
        sourceLabels: ['__name__'],
        regex: `${logMetricPrefix}(.*)`,
        targetLabel: '__name__',
        replacement: '$1',
      },
      removeLabels('component_id', 'component_path', 'filename'),
      setLabel('instance', instance),
    ],
    forwardTo: [write.receiver],
  })
  const scrape = prometheusScrape('self', {
    targets: [{ address: ownAddress }],
    intervalSeconds: scrapeIntervalSeconds,
    forwardTo: [relabel.receiver],
  })
  return [scrape, relabel, write]
}

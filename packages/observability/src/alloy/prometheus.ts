import { alloy, printYaml } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import {
  type Component,
  type Destination,
  externalLabels,
  type ForwardTo,
  type MetricsReceiver,
  metricsReceiver,
  refs,
  type Targets,
  targetsOf,
} from './component.ts'
import type { WithTargets } from './discovery.ts'
import { type RelabelRule, ruleBlock } from './relabel.ts'

interface Forwarding {
  readonly forwardTo: ForwardTo<MetricsReceiver>
}

export interface WithMetricsReceiver extends Component {
  readonly receiver: MetricsReceiver
}

/** node_exporter inside: https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.unix/ */
export function exporterUnix(
  label: string,
  props: { readonly disableCollectors?: readonly string[]; readonly textfileDirectory?: string },
): WithTargets {
  const name = 'prometheus.exporter.unix'
  const { disableCollectors = [], textfileDirectory } = props
  return {
    block: alloy.block(
      name,
      label,
      disableCollectors.length === 0 ? {} : { disable_collectors: disableCollectors },
      textfileDirectory === undefined ? [] : [alloy.block('textfile', { directory: textfileDirectory })],
    ),
    targets: targetsOf(name, label, 'targets'),
  }
}

/** An HTTP probe. Its job label is `integrations/blackbox/NAME`. */
export interface ProbeTarget {
  readonly name: string
  /** URL. */
  readonly address: string
}

/** https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.exporter.blackbox/ */
export function exporterBlackbox(
  label: string,
  props: { readonly timeoutSeconds: number; readonly targets: readonly ProbeTarget[] },
): WithTargets {
  const name = 'prometheus.exporter.blackbox'
  const module = 'http_2xx'
  // The embedded configuration is text in YAML: https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md
  const config = printYaml({ modules: { [module]: { prober: 'http', timeout: seconds(props.timeoutSeconds) } } })
  return {
    block: alloy.block(
      name,
      label,
      { config },
      props.targets.map(target => alloy.block('target', { name: target.name, address: target.address, module })),
    ),
    targets: targetsOf(name, label, 'targets'),
  }
}

/** One endpoint, written down. */
interface StaticTarget {
  /** `HOST:PORT`. */
  readonly address: string
  readonly labels?: Readonly<Record<string, string>>
}

export interface ScrapeProps extends Forwarding {
  /** What another component exports, or endpoints. */
  readonly targets: Targets | readonly StaticTarget[]
  readonly intervalSeconds: number
  /** `prometheus.scrape.LABEL` by default, unless the targets bring their own. */
  readonly job?: string
  /** `/metrics` by default. */
  readonly path?: string
  /** `http` by default. */
  readonly scheme?: 'http' | 'https'
  /** A file with a token that is shown to the target; absolute. */
  readonly bearerTokenFile?: string
  /** A user, and the file with its password, absolute, that are shown to the target. */
  readonly basicAuth?: { readonly user: string; readonly passwordFile: string }
  /** Takes any certificate: for targets that sign their own. */
  readonly anyCertificate?: true
}

/** https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.scrape/ */
export function prometheusScrape(label: string, props: ScrapeProps): Component {
  const { targets, forwardTo, intervalSeconds, job, path, scheme, bearerTokenFile, basicAuth, anyCertificate } = props
  const attributes = {
    targets: 'ref' in targets ? targets.ref : targets.map(staticTarget),
    ...present({ job_name: job, metrics_path: path, scheme, bearer_token_file: bearerTokenFile }),
    scrape_interval: seconds(intervalSeconds),
    forward_to: refs(forwardTo),
  }
  const login =
    basicAuth === undefined
      ? []
      : [alloy.block('basic_auth', { username: basicAuth.user, password_file: basicAuth.passwordFile })]
  const tls = anyCertificate === undefined ? [] : [alloy.block('tls_config', { insecure_skip_verify: true })]
  return { block: alloy.block('prometheus.scrape', label, attributes, [...login, ...tls]) }
}

/** https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.relabel/ */
export function prometheusRelabel(
  label: string,
  props: Forwarding & { readonly rules: readonly RelabelRule[] },
): WithMetricsReceiver {
  const name = 'prometheus.relabel'
  return {
    block: alloy.block(name, label, { forward_to: refs(props.forwardTo) }, props.rules.map(ruleBlock)),
    receiver: metricsReceiver(name, label),
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.remote_write/ */
export function prometheusRemoteWrite(label: string, { url, labels }: Destination): WithMetricsReceiver {
  const name = 'prometheus.remote_write'
  return {
    block: alloy.block(name, label, externalLabels(labels), [alloy.block('endpoint', { url })]),
    receiver: metricsReceiver(name, label),
  }
}

function staticTarget({ address, labels }: StaticTarget): Record<string, string> {
  return { __address__: address, ...labels }
}

function seconds(count: number): string {
  return `${count}s`
}

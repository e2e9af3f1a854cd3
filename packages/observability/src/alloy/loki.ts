import { alloy } from '@homelab/formats'
import {
  type Component,
  type Destination,
  externalLabels,
  type ForwardTo,
  type LogsReceiver,
  logsReceiver,
  refs,
  type Targets,
} from './component.ts'
import { type RelabelRule, ruleBlock } from './relabel.ts'
import type { Stage } from './stages.ts'

interface Forwarding {
  readonly forwardTo: ForwardTo<LogsReceiver>
}

interface Tailing extends Forwarding {
  readonly targets: Targets
}

export interface WithLogsReceiver extends Component {
  readonly receiver: LogsReceiver
}

/** Pod logs through the API: https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.kubernetes/ */
export function lokiSourceKubernetes(label: string, props: Tailing): Component {
  return { block: source('loki.source.kubernetes', label, props) }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.file/ */
export function lokiSourceFile(label: string, props: Tailing): Component {
  return { block: source('loki.source.file', label, props) }
}

/**
 * What one unit writes to the journal. Root may read it, and members of `systemd-journal`:
 * https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.journal/
 */
export function lokiSourceJournal(
  label: string,
  props: Forwarding & { readonly unit: string; readonly labels: Readonly<Record<string, string>> },
): Component {
  const { unit, labels, forwardTo } = props
  return {
    block: alloy.block('loki.source.journal', label, {
      matches: `_SYSTEMD_UNIT=${unit}`,
      labels,
      forward_to: refs(forwardTo),
    }),
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/ */
export function lokiProcess(
  label: string,
  props: Forwarding & { readonly stages: readonly Stage[] },
): WithLogsReceiver {
  const name = 'loki.process'
  const stages = props.stages.map(({ block }) => block)
  return {
    block: alloy.block(name, label, { forward_to: refs(props.forwardTo) }, stages),
    receiver: logsReceiver(name, label),
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/loki.relabel/ */
export function lokiRelabel(
  label: string,
  props: Forwarding & { readonly rules: readonly RelabelRule[] },
): WithLogsReceiver {
  const name = 'loki.relabel'
  return {
    block: alloy.block(name, label, { forward_to: refs(props.forwardTo) }, props.rules.map(ruleBlock)),
    receiver: logsReceiver(name, label),
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/loki.write/ */
export function lokiWrite(label: string, { url, labels }: Destination): WithLogsReceiver {
  const name = 'loki.write'
  return {
    block: alloy.block(name, label, externalLabels(labels), [alloy.block('endpoint', { url })]),
    receiver: logsReceiver(name, label),
  }
}

function source(name: string, label: string, { targets, forwardTo }: Tailing): alloy.AlloyBlock {
  return alloy.block(name, label, { targets: targets.ref, forward_to: refs(forwardTo) })
}

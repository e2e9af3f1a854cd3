import { alloy } from '@homelab/formats'
import { type Component, type Targets, targetsOf } from './component.ts'
import { type RelabelRule, ruleBlock } from './relabel.ts'

export interface WithTargets extends Component {
  readonly targets: Targets
}

/** https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.kubernetes/ */
export function discoveryKubernetes(
  label: string,
  props: { readonly role: 'pod' | 'node' | 'service' | 'endpoints' | 'endpointslice' | 'ingress' },
): WithTargets {
  const name = 'discovery.kubernetes'
  return { block: alloy.block(name, label, { role: props.role }), targets: targetsOf(name, label, 'targets') }
}

/** https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.relabel/ */
export function discoveryRelabel(
  label: string,
  props: { readonly targets: Targets; readonly rules: readonly RelabelRule[] },
): WithTargets {
  const name = 'discovery.relabel'
  return {
    block: alloy.block(name, label, { targets: props.targets.ref }, props.rules.map(ruleBlock)),
    targets: targetsOf(name, label, 'output'),
  }
}

/** Files to tail, with the labels of their lines. */
export interface FileTarget {
  /** Absolute; may hold `*`. */
  readonly path: string
  readonly labels: Readonly<Record<string, string>>
}

/** https://grafana.com/docs/alloy/latest/reference/components/local/local.file_match/ */
export function localFileMatch(label: string, props: { readonly files: readonly FileTarget[] }): WithTargets {
  const name = 'local.file_match'
  const targets = props.files.map(({ path, labels }) => ({ __path__: path, ...labels }))
  return { block: alloy.block(name, label, { path_targets: targets }), targets: targetsOf(name, label, 'targets') }
}

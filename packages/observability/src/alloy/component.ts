import { alloy } from '@homelab/formats'

/** A component of an Alloy configuration: its block, and exports that others may refer to. */
export interface Component {
  readonly block: alloy.AlloyBlock
}

/** Takes log lines: what `forward_to` of a log component wants. */
export interface LogsReceiver {
  readonly takes: 'logs'
  readonly ref: alloy.AlloyRef
}

/** Takes samples: what `forward_to` of a metrics component wants. */
export interface MetricsReceiver {
  readonly takes: 'metrics'
  readonly ref: alloy.AlloyRef
}

/** A list of targets that a component exports. */
export interface Targets {
  readonly gives: 'targets'
  readonly ref: alloy.AlloyRef
}

/** At least one receiver: a component that forwards to nothing drops what it reads. */
export type ForwardTo<T> = readonly [T, ...T[]]

/** A configuration: the blocks of its components, in order. */
export function blocksOf(components: readonly Component[]): readonly alloy.AlloyBlock[] {
  return components.map(({ block }) => block)
}

export function logsReceiver(component: string, label: string): LogsReceiver {
  return { takes: 'logs', ref: alloy.ref(`${component}.${label}.receiver`) }
}

export function metricsReceiver(component: string, label: string): MetricsReceiver {
  return { takes: 'metrics', ref: alloy.ref(`${component}.${label}.receiver`) }
}

export function targetsOf(component: string, label: string, name: 'targets' | 'output'): Targets {
  return { gives: 'targets', ref: alloy.ref(`${component}.${label}.${name}`) }
}

export function refs(of: readonly { readonly ref: alloy.AlloyRef }[]): readonly alloy.AlloyRef[] {
  return of.map(({ ref }) => ref)
}

/** Where something is pushed to, and labels that all of it gets which has none of that name. */
export interface Destination {
  readonly url: string
  readonly labels?: Readonly<Record<string, string>>
}

export function externalLabels(labels: Destination['labels'] = {}): { readonly external_labels?: typeof labels } {
  return Object.keys(labels).length === 0 ? {} : { external_labels: labels }
}

/** A label of a component made of any name: what is no letter, digit or `_` becomes `_`. */
export function labelOf(name: string): string {
  const label = name.replaceAll(/\W/g, '_')
  return /^\d/.test(label) ? `_${label}` : label
}

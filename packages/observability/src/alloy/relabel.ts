import { alloy } from '@homelab/formats'
import { present } from '@homelab/formats/present'

/**
 * A relabelling rule of Prometheus, as Alloy spells it:
 * https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.relabel/#rule-block
 */
export type RelabelRule =
  | {
      readonly action: 'replace'
      readonly targetLabel: string
      readonly sourceLabels?: readonly string[]
      readonly separator?: string
      /** RE2, anchored at both ends. */
      readonly regex?: string
      readonly replacement?: string
    }
  | { readonly action: 'drop' | 'keep'; readonly sourceLabels: readonly string[]; readonly regex: string }
  | { readonly action: 'labeldrop'; readonly regex: string }

/** Sets a label to a text. */
export function setLabel(targetLabel: string, value: string): RelabelRule {
  // `$` begins a reference to a group of the expression.
  return { action: 'replace', targetLabel, replacement: value.replaceAll('$', '$$$$') }
}

/** Copies a label; with `regex`, its first group, and only where it matches. */
export function copyLabel(from: string, targetLabel: string, regex?: string): RelabelRule {
  return { action: 'replace', sourceLabels: [from], targetLabel, ...present({ regex }) }
}

/** Drops what has a label whose whole value matches. */
export function dropWhere(label: string, regex: string): RelabelRule {
  return { action: 'drop', sourceLabels: [label], regex }
}

/** Drops what has a label whose whole value does not match. */
export function keepWhere(label: string, regex: string): RelabelRule {
  return { action: 'keep', sourceLabels: [label], regex }
}

/** Removes labels by name. */
export function removeLabels(...names: readonly [string, ...string[]]): RelabelRule {
  return { action: 'labeldrop', regex: names.join('|') }
}

/** The rule's block; `replace` is Alloy's default action. */
export function ruleBlock(rule: RelabelRule): alloy.AlloyBlock {
  switch (rule.action) {
    case 'replace': {
      const { sourceLabels, separator, regex, targetLabel, replacement } = rule
      return alloy.block('rule', {
        ...present({ source_labels: sourceLabels, separator, regex }),
        target_label: targetLabel,
        ...present({ replacement }),
      })
    }
    case 'drop':
    case 'keep':
      return alloy.block('rule', { source_labels: rule.sourceLabels, regex: rule.regex, action: rule.action })
    case 'labeldrop':
      return alloy.block('rule', { regex: rule.regex, action: 'labeldrop' })
  }
}

/**
 * What is wrong with a query, by the parsers of Prometheus and Grafana and the catalogue of metrics. PromQL itself
 * accepts any name: a misspelt metric or label never matches and never complains.
 */
import { parser as logql } from '@grafana/lezer-logql'
import type { SyntaxNode, Tree } from '@lezer/common'
import { parser as promql } from '@prometheus-io/lezer-promql'
import blumeops from '../../apps/blumeops/estate.ts'
import minilab from '../../apps/minilab/estate.ts'
import { catalogue, type Series } from '../../packages/observability/src/metrics/index.ts'
import { tarParts } from '../contracts/stand-ins/tar.ts'

/** Those of both estates, their own exporters as well; and of the stand-in. */
const series = catalogue([...new Set([...blumeops.parts, ...minilab.parts, ...tarParts])])

/** Labels that every scraped series has besides its own. */
const targetLabels = ['job', 'instance']

/** Grafana fills these in before Prometheus sees the query; choices (`$instance`) stand inside strings. */
const filledIn = /\$__(range|interval|rate_interval)\b/g

/** The query as Prometheus gets it. */
function filled(expr: string): string {
  return expr.replaceAll(filledIn, '1h')
}

/** Every fault of a PromQL expression, in words; none when it is right. */
export function promqlFaults(expr: string, declared: readonly string[]): readonly string[] {
  const text = filled(expr)
  const tree = promql.parse(text)
  const syntax = syntaxFaults('PromQL', text, tree)
  if (syntax.length > 0) return syntax
  return [...selectors(text, tree).flatMap(found => selectorFaults(found, declared)), ...groupingFaults(text, tree)]
}

/** The syntax faults of a LogQL expression. */
export function logqlFaults(expr: string): readonly string[] {
  return syntaxFaults('LogQL', expr, logql.parse(expr))
}

/** The names of the metrics that a PromQL expression reads, each once, in order. */
export function metricsOf(expr: string): readonly string[] {
  const text = filled(expr)
  return [...new Set(selectors(text, promql.parse(text)).map(({ metric }) => metric))]
}

/** The metrics of an expression that the catalogue has not. */
export function unknownMetrics(expr: string): readonly string[] {
  return metricsOf(expr).filter(metric => !series.has(metric))
}

interface Selected {
  readonly metric: string
  readonly labels: readonly string[]
  /** Inside a function that reads counters. */
  readonly counted: boolean
}

function syntaxFaults(language: string, text: string, tree: Tree): readonly string[] {
  const faults: string[] = []
  tree.iterate({
    enter: node => {
      if (node.type.isError) faults.push(`no ${language} at ${node.from} of ${text}`)
    },
  })
  return faults
}

function selectors(text: string, tree: Tree): readonly Selected[] {
  return all(tree, 'VectorSelector').map(node => ({
    metric: textOf(text, node.getChild('Identifier')),
    labels: within(node, 'LabelName').map(label => textOf(text, label)),
    counted: isCounted(text, node),
  }))
}

function isCounted(text: string, selector: SyntaxNode): boolean {
  const matrix = selector.parent
  const call = matrix?.name === 'MatrixSelector' ? matrix.parent?.parent : undefined
  return ['rate', 'irate', 'increase'].includes(textOf(text, call?.getChild('FunctionIdentifier') ?? null))
}

function selectorFaults({ metric, labels, counted }: Selected, declared: readonly string[]): readonly string[] {
  const known = series.get(metric)
  if (known === undefined) return [`${metric} is not in the catalogue of metrics`]
  const given = known.filter(({ exporter }) => declared.includes(exporter))
  if (given.length === 0) return [`${metric} is given by ${names(known)}, which nothing declares`]
  const counters = given.filter(({ metric: { type } }) => type !== 'gauge')
  return [
    ...labels
      .filter(label => !targetLabels.includes(label) && !given.some(one => one.metric.labels.includes(label)))
      .map(label => `${metric} has no label ${label}`),
    ...(counted && counters.length === 0 ? [`${metric} is a gauge: it has no rate`] : []),
  ]
}

/** Labels of `by (...)` that no metric below has. */
function groupingFaults(text: string, tree: Tree): readonly string[] {
  return all(tree, 'AggregateExpr').flatMap(aggregate => {
    const modifier = aggregate.getChild('AggregateModifier')
    const wanted = modifier === null ? [] : within(modifier, 'LabelName').map(label => textOf(text, label))
    const read = within(aggregate, 'VectorSelector').map(node => textOf(text, node.getChild('Identifier')))
    const labels = read.flatMap(metric => (series.get(metric) ?? []).flatMap(one => one.metric.labels))
    return wanted
      .filter(label => !targetLabels.includes(label) && !labels.includes(label))
      .map(label => `nothing in ${textOf(text, aggregate)} has the label ${label}`)
  })
}

function names(known: readonly Series[]): string {
  return known.map(({ exporter }) => exporter).join(', ')
}

function all(tree: Tree, name: string): readonly SyntaxNode[] {
  return within(tree.topNode, name)
}

function within(top: SyntaxNode, name: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = []
  top.cursor().iterate(node => {
    if (node.name === name) found.push(node.node)
  })
  return found
}

function textOf(text: string, node: SyntaxNode | null): string {
  return node === null ? '' : text.slice(node.from, node.to)
}

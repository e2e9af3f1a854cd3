import { alloy } from '@homelab/formats'

/** A stage of `loki.process`: https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/ */
export interface Stage {
  readonly block: alloy.AlloyBlock
}

type Names = Readonly<Record<string, string>>

/** Reads fields of a JSON line: name of the value -> JMESPath; an empty path is the name itself. */
export function jsonStage(expressions: Names): Stage {
  return { block: alloy.block('stage.json', { expressions }) }
}

/** Makes labels of values: label -> name of the value; an empty name is the label itself. */
export function labelsStage(values: Names): Stage {
  return { block: alloy.block('stage.labels', { values }) }
}

/**
 * Keeps a value where it is one of those, and makes it `other` where it is not: a label that whoever asks may choose
 * would make as many series as he likes.
 *
 * @param known without quotation marks
 */
export function knownStage(source: string, known: readonly [string, ...string[]]): Stage {
  const words = known.map(each => `"${each}"`).join(' ')
  const template = `{{ if eq .Value ${words} }}{{ .Value }}{{ else }}other{{ end }}`
  return { block: alloy.block('stage.template', { source, template }) }
}

/** Levels as numbers: of pino (10 to 60) and of syslog (0 to 7), where no number is of both. */
const levels: Readonly<Record<string, readonly string[]>> = {
  critical: ['60', '0', '1', '2'],
  error: ['50', '3'],
  warning: ['40', '4'],
  info: ['30', '5', '6'],
  debug: ['20', '7'],
  trace: ['10'],
}

/**
 * Gives a level that is a number its word; words stay as they are, and what is not there stays away.
 *
 * @see https://github.com/pinojs/pino/blob/main/docs/api.md#level-string and https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1
 */
export function levelStage(source: string): Stage {
  const words = Object.entries(levels).map(
    ([word, numbers]) => `if eq .Value ${numbers.map(each => `"${each}"`).join(' ')} }}${word}{{ else `,
  )
  // A value that is not there is nil, which compares with nothing.
  const template = `{{ if .Value }}{{ ${words.join('')}}}{{ .Value }}{{ end }}{{ end }}`
  return { block: alloy.block('stage.template', { source, template }) }
}

/** Drops lines that hold a match of the expression (RE2). */
export function dropStage(expression: string): Stage {
  return { block: alloy.block('stage.drop', { expression }) }
}

/** Drops lines beyond a rate; so many more at once are let through. Drops are counted in `loki_process_dropped_lines_total`. */
export function limitStage({ perSecond, burst }: { readonly perSecond: number; readonly burst: number }): Stage {
  return { block: alloy.block('stage.limit', { rate: perSecond, burst, drop: true }) }
}

/** Removes labels. */
export function labelDropStage(...values: readonly [string, ...string[]]): Stage {
  return { block: alloy.block('stage.label_drop', { values }) }
}

/** Stages for the lines whose label is not empty alone; the others pass by. */
export function whereLabelled(label: string, ...stages: readonly [Stage, ...Stage[]]): Stage {
  const blocks = stages.map(({ block }) => block)
  return { block: alloy.block('stage.match', { selector: `{${label}=~".+"}` }, blocks) }
}

interface MetricProps {
  /** Exposed behind the prefix `loki_process_custom_`. */
  readonly name: string
  readonly description: string
}

/** A metric made of log lines. */
export interface LogMetric {
  readonly block: alloy.AlloyBlock
}

export type CounterProps = MetricProps &
  ({ readonly counts: 'lines' } | { readonly counts: 'sum'; readonly source: string })

export function counter(props: CounterProps): LogMetric {
  const { name, description } = props
  const what = props.counts === 'lines' ? { match_all: true, action: 'inc' } : { source: props.source, action: 'add' }
  return { block: alloy.block('metric.counter', { name, description, ...what }) }
}

export interface HistogramProps extends MetricProps {
  readonly source: string
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[]
}

export function histogram({ name, description, source, buckets }: HistogramProps): LogMetric {
  return { block: alloy.block('metric.histogram', { name, description, source, buckets }) }
}

/** The prefix of the metrics of `metricsStage`. */
export const logMetricPrefix = 'loki_process_custom_'

export function metricsStage(...metrics: readonly [LogMetric, ...LogMetric[]]): Stage {
  return {
    block: alloy.block(
      'stage.metrics',
      {},
      metrics.map(({ block }) => block),
    ),
  }
}

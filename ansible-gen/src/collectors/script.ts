/**
 * What all textfile collectors share: a POSIX shell script that writes one file of metrics in the text format
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), whole or not at all. A collector's `.sh` file defines
 * `collect`, which prints every metric and fails when the source does, and `down`, which prints what is known without the
 * source. Both use `family`, `sample`, `gauge` of `common.sh`, and the folder `$SCRATCH`.
 */
import { printScript, type Script, type ScriptValues } from '@homelab/formats/shell'

/** A metric that a collector writes. All of them are gauges. */
export interface Metric {
  readonly name: string
  /** The HELP text: one line. */
  readonly help: string
  readonly labels?: readonly string[]
}

/** What every collector is told. */
export interface CollectorProps {
  /** The lines that say where the script comes from and not to edit it, without the comment sign. */
  readonly marker: readonly string[]
  /** The file for the textfile collector, absolute, `*.prom`. Its folder must exist. */
  readonly output: string
}

export interface Collector extends CollectorProps {
  readonly constants: ScriptValues
  readonly metrics: readonly Metric[]
}

/**
 * The text of a collector.
 *
 * @throws Error where a metric's HELP would break the script, where a constant's name is none of the script's, and where the
 * script holds a sequence that Ansible's templates would read as theirs: the roles may deploy it as a template, for the
 * paths in the constants
 */
export function renderCollector(script: Script, { marker, output, constants, metrics }: Collector): string {
  const foreign = /\{\{|\{%|\{#/.exec(script.text)
  if (foreign !== null) throw new Error(`${script.name} holds ${foreign[0]}, which Jinja would read`)
  return printScript(script, [...marker, ''], { OUTPUT: output, METRICS: metrics.map(line).join('\n'), ...constants })
}

function line({ name, help }: Metric): string {
  // HELP knows two escapes, for a backslash and a line feed; a help text has no use for either.
  if (!/^[a-z][a-z0-9_]*$/.test(name) || /[\\\n]/.test(help)) throw new Error(`metric ${name}: unfit name or help`)
  return `${name} ${help}`
}

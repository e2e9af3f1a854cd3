/**
 * What all textfile collectors share: a POSIX shell script that writes one file of metrics in the text format
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), whole or not at all. A collector's own body is
 * constant text; values reach it as quoted assignments at the top of the script only.
 */
import { shellAssignment } from './quote.ts'

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

/** Shell functions beyond those that every collector has. */
type Helper = keyof typeof helperTexts

export interface Collector extends CollectorProps {
  /** What it does, one sentence. */
  readonly about: string
  /** Read-only shell variables, in order; names are upper case. */
  readonly constants: Readonly<Record<string, string | number>>
  readonly metrics: readonly Metric[]
  readonly helpers: readonly Helper[]
  /**
   * Defines `collect`, which prints every metric and fails when the source does, and `down`, which prints what is
   * known without the source. Both use `family`, `sample`, `gauge`, and the folder `$SCRATCH`.
   */
  readonly body: string
}

/**
 * The text of a collector.
 *
 * Throws when a constant's name or a metric's HELP would break the script, and when the body holds a sequence that
 * Ansible's templates would read as theirs: the roles may deploy it as a template, for the paths in the constants.
 */
export function renderCollector(collector: Collector): string {
  const { marker, about, output, constants, metrics, helpers, body } = collector
  const foreign = /\{\{|\{%|\{#/.exec(body)
  if (foreign !== null) throw new Error(`the body of a collector holds ${foreign[0]}, which Jinja would read`)
  const assignments = Object.entries({ OUTPUT: output, ...constants }).map(([name, value]) =>
    shellAssignment(name, value),
  )
  return [
    ['#!/bin/sh', ...[...marker, '', about].map(comment)].join('\n'),
    ['set -eu', 'umask 022', 'export LC_ALL=C', '', ...assignments].join('\n'),
    familyFunction(metrics),
    common.trim(),
    ...helpers.map(helper => helperTexts[helper].trim()),
    body.trim(),
    `${run.trim()}\n`,
  ].join('\n\n')
}

function comment(line: string): string {
  return `# ${line}`.trimEnd()
}

function familyFunction(metrics: readonly Metric[]): string {
  const cases = metrics.map(({ name, help }) => {
    // HELP knows two escapes, for a backslash and a line feed; a help text has no use for either.
    if (!/^[a-z][a-z0-9_]*$/.test(name) || /[\\\n']/.test(help)) throw new Error(`metric ${name}: unfit name or help`)
    return `  ${name}) help='${help}' ;;`
  })
  return [
    '# family METRIC: its HELP and TYPE; all its samples follow.',
    'family() {',
    '  case $1 in',
    ...cases,
    '  *) return 1 ;;',
    '  esac',
    `  printf '# HELP %s %s\\n# TYPE %s gauge\\n' "$1" "$help" "$1"`,
    '}',
  ].join('\n')
}

const common = String.raw`
# sample METRIC VALUE [LABEL VALUE]...: one line. A value that is no number ends the collection.
sample() {
  metric=$1 value=$2 labels='' separator=''
  shift 2
  case $value in
  '' | *[!0-9.e+-]*)
    printf '%s: no number: %s\n' "$metric" "$value" >&2
    return 1
    ;;
  esac
  while [ $# -gt 1 ]; do
    labels="$labels$separator$1=\"$(escape "$2")\""
    separator=,
    shift 2
  done
  if [ -n "$labels" ]; then labels="{$labels}"; fi
  printf '%s%s %s\n' "$metric" "$labels" "$value"
}

# escape TEXT: backslashes, quotes and line feeds as a label value spells them.
escape() {
  printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e '$!s/$/\\n/' | tr -d '\n'
}

# gauge METRIC VALUE: a metric without labels.
gauge() {
  family "$1"
  sample "$1" "$2"
}

# attempt FUNCTION FILE: runs it under -e (which an if would switch off), output into the file, outcome in $status.
attempt() {
  set +e
  (
    set -e
    "$1"
  ) >"$2"
  status=$?
  set -e
}

# publish FUNCTION: what it prints replaces the output file in one step.
publish() {
  "$1" >"$OUTPUT.tmp"
  chmod 0644 "$OUTPUT.tmp"
  mv -f "$OUTPUT.tmp" "$OUTPUT"
}
`

const helperTexts = {
  limited: `
# limited SECONDS COMMAND...: ends it when it takes longer; macOS has no timeout(1). Its output goes to a file: a pipe
# would wait for grandchildren.
limited() {
  seconds=$1
  shift
  "$@" &
  child=$!
  (
    nap=''
    trap 'kill $nap 2>/dev/null; exit 0' TERM
    sleep "$seconds" &
    nap=$!
    wait "$nap"
    kill "$child"
  ) >/dev/null 2>&1 &
  guard=$!
  outcome=0
  wait "$child" || outcome=$?
  kill "$guard" 2>/dev/null || true
  return "$outcome"
}
`,
}

const run = `
whole() {
  cat "$SCRATCH/metrics"
}

remove_scratch() {
  rm -rf "$SCRATCH" "$OUTPUT.tmp"
}

SCRATCH=$(mktemp -d)
trap remove_scratch EXIT
trap 'publish down; exit 143' HUP INT TERM

attempt collect "$SCRATCH/metrics"
if [ "$status" -eq 0 ]; then publish whole; else publish down; fi
`

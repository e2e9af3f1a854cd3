/**
 * The names of the metrics that a PromQL expression reads, each once, in order. What a name is, is decided by what is around
 * it; the whole grammar (https://github.com/prometheus/prometheus/blob/v3.2.1/promql/parser/lex.go) costs more than to draw
 * all dashboards, and tests hold this against it.
 */
export function metricsRead(expr: string): readonly string[] {
  const bare = expr
    .replaceAll(strings, '')
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replaceAll(/#.*/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, ' ')
  const names = Array.from(bare.matchAll(/(?<![\w:.$])[a-zA-Z_:][\w:]*(?!\w|:|\s*\()/g), ([name]) => name)
  return [...new Set(names)].filter(name => !words.has(name.toLowerCase()))
}

/** Double-quoted and single-quoted with escapes, raw in backticks. */
const strings = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g

const words: ReadonlySet<string> = new Set([
  ...['and', 'or', 'unless', 'atan2', 'bool', 'offset', 'start', 'end', 'inf', 'nan'],
  ...['by', 'without', 'on', 'ignoring', 'group_left', 'group_right'],
])

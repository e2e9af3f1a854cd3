/** Every query of dashboards: it parses, and reads only metrics and labels that a declared exporter gives. */
import { describe, expect, test } from 'vitest'
import { metricsRead } from '../packages/observability/src/drawing/metrics-read.ts'
import {
  declaredExporters,
  exporterParts,
  isExporter,
  withIncluded,
} from '../packages/observability/src/metrics/index.ts'
import { type Panel, readDashboard } from './support/dashboards.ts'
import { dashboards, drawnAs, observed, parts } from './support/observed.ts'
import { logqlFaults, metricsOf, promqlFaults, unknownMetrics } from './support/queries.ts'
import { rules } from './support/rules.ts'

const declared = declaredExporters(parts, observed)

describe.each(dashboards.map(spec => ({ short: spec.named.short, spec })))('$short', ({ spec }) => {
  const { panels, templating } = readDashboard(drawnAs(spec, observed, dashboards))

  test('panels', () => {
    expect(panels.flatMap(faultsOf)).toEqual([])
    expect(panels.flatMap(({ targets }) => targets).length).toBeGreaterThan(0)
  })

  test('choices', () => {
    for (const { query } of templating.list) {
      const [, selector = ''] = query.match(/^label_values\((.+), \w+\)$/) ?? []
      expect(promqlFaults(selector, declared)).toEqual([])
    }
  })
})

describe('the checks see', () => {
  test.each([
    ['a metric that no exporter has', 'lokki_distributor_lines_received_total', /not in the catalogue/],
    ['a metric whose exporter is not declared', 'grafana_build_info', /given by grafana, which nothing declares/],
    ['a label that the metric has not', 'cnpg_backends_total{stat="active"}', /no label stat/],
    ['a grouping by a label that nothing has', 'sum by (databse) (cnpg_backends_total)', /the label databse/],
    ['the rate of a gauge', 'rate(loki_ingester_memory_chunks[5m])', /a gauge/],
    ['a histogram without its suffix', 'zot_http_method_latency_seconds', /not in the catalogue/],
    ['a bracket that is not closed', 'sum(up', /no PromQL at 6/],
    ['an unknown variable of Grafana in a range', 'rate(up[$__rage])', /no PromQL/],
  ])('%s', (_, expr, fault) => {
    expect(promqlFaults(expr, declared)).toContainEqual(expect.stringMatching(fault))
  })

  test('what is right', () => {
    const expr = 'sum by (job, le) (rate(zot_http_method_latency_seconds_bucket{job="x"}[$__range]))'
    expect(promqlFaults(expr, declared)).toEqual([])
    expect(unknownMetrics(`${expr} / nope`)).toEqual(['nope'])
    expect(logqlFaults('{a="b"} |= "c"')).toEqual([])
    expect(logqlFaults('{a=} |= "c"')).not.toEqual([])
  })
})

describe('the metrics of a query, found without its grammar', () => {
  const drawn = dashboards.flatMap(one => readDashboard(drawnAs(one, observed, dashboards)).panels)
  const exprs = drawn.filter(({ type }) => type !== 'logs').flatMap(({ targets }) => targets.map(({ expr }) => expr))

  test('are those that the grammar of PromQL finds, in every query', () => {
    const all = [...exprs, ...rules.map(({ expr }) => expr)]
    expect(all.length).toBeGreaterThan(150)
    for (const expr of all) expect(metricsRead(expr), expr).toEqual(metricsOf(expr))
  })

  test.each([
    'a offset 5m or on (x) b{c="d or e", f=~"}"} > bool inf',
    'sum by (job, le) (rate(a:b_total[5m])) / ignoring (le) group_left (z) count without(y) (c)',
    `label_replace(up, "a", '$1', "b", \`(x)\`) # and_this`,
    'max_over_time((a - b)[1h:5m] offset -1d) unless (c @ start()) + 1e3 * 0x1F * NaN',
    'avg (a) by (b) and rate (c[$__rate_interval])',
  ])('%s', expr => {
    expect(metricsRead(expr)).toEqual(metricsOf(expr))
  })
})

describe('the catalogue', () => {
  test.each(exporterParts.all(parts))('$kind says where its names come from', ({ sources, includes = [] }) => {
    expect(sources).not.toEqual([])
    for (const source of sources) expect(source).toMatch(/^(https:\/\/|facts [A-Z]\d+$)/)
    for (const included of includes) expect(isExporter(parts, included)).toBe(true)
  })

  test('what an exporter includes is declared with it', () => {
    expect(withIncluded(parts, ['flyio-nginx'])).toEqual(['flyio-nginx', 'alloy', 'go'])
    expect(declared).toContain('generated')
    expect(declaredExporters(parts, { ...observed, probes: [] })).not.toContain('blackbox')
  })
})

function faultsOf({ id, type, targets }: Panel): readonly string[] {
  return targets.flatMap(({ refId, expr }) =>
    (type === 'logs' ? logqlFaults(expr) : promqlFaults(expr, declared)).map(fault => `panel ${id} ${refId}: ${fault}`),
  )
}

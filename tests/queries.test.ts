/** Every query of dashboards: it parses, and reads only metrics and labels that a declared exporter gives. */
import { describe, expect, test } from 'vitest'
import { renderDashboard } from '../packages/observability/src/dashboards/render.ts'
import {
  declaredExporters,
  type Exporter,
  exporters,
  isExporter,
  withIncluded,
} from '../packages/observability/src/metrics/index.ts'
import { type Panel, readDashboard } from './support/dashboards.ts'
import { dashboards, observed } from './support/observed.ts'
import { logqlFaults, promqlFaults, unknownMetrics } from './support/queries.ts'

const declared = declaredExporters(observed)

describe.each(dashboards.map(spec => ({ short: spec.short, spec })))('$short', ({ spec }) => {
  const { panels, templating } = readDashboard(renderDashboard(spec, { observed, dashboards }))

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

describe('the catalogue', () => {
  test.each(Object.entries<Exporter>(exporters))(
    '%s says where its names come from',
    (_, { sources, includes = [] }) => {
      expect(sources).not.toEqual([])
      for (const source of sources) expect(source).toMatch(/^(https:\/\/|facts [A-Z]\d+$)/)
      for (const included of includes) expect(isExporter(included)).toBe(true)
    },
  )

  test('what an exporter includes is declared with it', () => {
    expect(withIncluded(['flyio-nginx'])).toEqual(['flyio-nginx', 'alloy', 'go'])
    expect(declared).toContain('generated')
    expect(declaredExporters({ ...observed, probes: [] })).not.toContain('blackbox')
  })
})

function faultsOf({ id, type, targets }: Panel): readonly string[] {
  return targets.flatMap(({ refId, expr }) =>
    (type === 'logs' ? logqlFaults(expr) : promqlFaults(expr, declared)).map(fault => `panel ${id} ${refId}: ${fault}`),
  )
}

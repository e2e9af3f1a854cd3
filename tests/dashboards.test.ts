/** The ten dashboards against facts G, row by row. */
import { execFileSync } from 'node:child_process'
import { dashboardDifferences, servicesDashboard } from '@homelab/observability'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { dashboardParts } from '../packages/observability/src/dashboards/dashboard.ts'
import { panels, probes, type Row, summary, variables } from './facts/dashboards.ts'
import { dashboardsIn, type Panel, readDashboard, shown } from './support/dashboards.ts'
import { drawnAs, given, nothing, parts } from './support/observed.ts'
import { metricsOf } from './support/queries.ts'
import { render } from './support/render.ts'

const host = 'docs.eblu.me'
const proxy = 'flyio-proxy'

/** The five probes of the facts, where the estate has more: what is drawn of each probe is the same. */
const five = {
  ...nothing,
  probes: probes.map(({ name, title }) => ({
    service: name,
    title,
    page: `services/${name}`,
    job: `integrations/blackbox/${name}`,
  })),
}

const rendered = new Map(
  summary.map(row => {
    const short = cell(row, 'short')
    const drawn =
      short === 'services'
        ? drawnAs(given(servicesDashboard), five, [])
        : found(dashboardsIn(render(blumeops).files).get(short))
    return [short, readDashboard(drawn)]
  }),
)

/** Titles that the facts call wrong, by dashboard and panel; each is a row of `differences`. */
const corrected: Readonly<Record<string, string>> = {
  'flyio 6': 'Request Duration p95',
  'postgresql 10': 'Transaction ID Age (autovacuum threshold: 200M)',
}

/** Panels that show their state in colour although the facts give only wrong colours. */
const restyled: Readonly<Record<string, string>> = { 'postgresql 1': 'states = DOWN red, UP green' }

test('the facts have ten dashboards, and each is rendered, besides one that is new', () => {
  expect(summary).toHaveLength(10)
  expect([...dashboardsIn(render(blumeops).files).keys()].toSorted()).toEqual(
    [...summary.map(row => cell(row, 'short')), 'overview'].toSorted(),
  )
})

describe.each(summary.map(row => ({ short: cell(row, 'short'), row })))('$short', ({ short, row }) => {
  const dashboard = found(rendered.get(short))
  const facts = found(panels[short])

  test('around the panels', () => {
    expect({
      title: dashboard.title,
      uid: dashboard.uid,
      tags: dashboard.tags.join(', '),
      refresh: dashboard.refresh ?? '-',
      from: dashboard.time.from,
      timezone: dashboard.timezone || 'empty',
      tooltip: `${dashboard.graphTooltip}`,
      schema: `${dashboard.schemaVersion}`,
      version: `${dashboard.version}`,
    }).toEqual(Object.fromEntries([...row].filter(([column]) => column !== 'code' && column !== 'short')))
    expect(dashboard.time.to).toBe('now')
    expect(dashboard.editable).toBe(true)
  })

  test('the panels in their order', () => {
    expect(dashboard.panels.map(panel => panel.id)).toEqual(facts.map(panel => Number(cell(panel, 'id'))))
  })

  test.each(facts.map(panel => ({ id: cell(panel, 'id'), facts: panel })))('panel $id', ({ id, facts: expected }) => {
    const panel = found(dashboard.panels.find(one => `${one.id}` === id))
    const key = `${short} ${id}`
    expect({
      title: panel.title,
      type: panel.type,
      unit: panel.fieldConfig?.defaults.unit ?? '-',
      grid: gridOf(panel),
      metrics: metricsIn(panel),
    }).toEqual({
      title: corrected[key] ?? cell(expected, 'title'),
      type: cell(expected, 'type'),
      unit: cell(expected, 'unit'),
      grid: cell(expected, 'grid'),
      metrics: cell(expected, 'metrics').split(', ').toSorted(),
    })
    const how = restyled[key] ?? cell(expected, 'how')
    for (const wanted of how === '-' ? [] : how.split('; ')) expect(shown(panel)).toContain(wanted)
    // Nothing is shown that the facts do not say: no colours, no stacking.
    for (const given of shown(panel).filter(one => !how.includes(one))) expect(given).toMatch(unremarkable)
  })

  test('the choices at the top', () => {
    const wanted = variables.filter(variable => variable.get('short') === short)
    expect(
      dashboard.templating.list.map(variable => ({
        name: variable.name,
        label: variable.label,
        metric: variable.query.match(/\((\w+)/)?.[1],
        of: variable.query.match(/(\w+)\)$/)?.[1],
        multi: variable.multi ? 'yes' : 'no',
        all: variable.includeAll ? 'yes' : 'no',
        refresh: `${variable.refresh}`,
        sort: `${variable.sort}`,
        filter:
          variable.regex === undefined ? '-' : variable.regex.replace(/^\/\^\(?(.*?)\)?\/$/, '$1').replace('|', ', '),
      })),
    ).toEqual(wanted.map(variable => Object.fromEntries([...variable].filter(([column]) => column !== 'short'))))
  })

  test('data sources', () => {
    for (const panel of dashboard.panels.filter(({ type }) => type !== 'row')) {
      const source = panel.type === 'logs' ? 'loki' : 'prometheus'
      expect([panel.datasource, ...panel.targets.map(target => target.datasource)]).toEqual(
        [panel, ...panel.targets].map(() => ({ type: source, uid: source })),
      )
    }
  })
})

test.each([
  ['docs-apm', `host="${host}"`],
  ['flyio', `instance="${proxy}"`],
  ['macos', 'instance=~"$instance"'],
])('every PromQL query of %s selects %s', (short, matcher) => {
  const queries = found(rendered.get(short))
    .panels.filter(({ type }) => type !== 'logs')
    .flatMap(({ targets }) => targets)
  expect(queries.length).toBeGreaterThan(0)
  for (const { expr } of queries) {
    expect(expr.split(matcher).length - 1, expr).toBe(metricCount(expr))
  }
})

test('what the facts call wrong is corrected, and the correction is a listed difference', () => {
  for (const key of [...Object.keys(corrected), ...Object.keys(restyled)]) {
    const [dashboard = '', panel] = key.split(' ')
    const part = dashboardParts.of(parts, dashboard)
    const listed = part === undefined ? [] : dashboardDifferences(part)
    expect(listed.map(({ settles }) => settles)).toContain(`grafana-dashboards.md: \`${dashboard}\` panel ${panel}`)
  }
})

test('drawing loads nothing of the SDK, which has the types', () => {
  const [estate, entry] = ['packages/estate/src/model.ts', 'packages/observability/src/index.ts'].map(
    path => new URL(`../${path}`, import.meta.url).href,
  )
  const loaded = `Object.keys((await import('node:module')).default._cache)`
  const script = `const { loadRenderers } = await import('${estate}'); const { sightParts } = await import('${entry}')
    await loadRenderers(sightParts); const files = ${loaded}
    console.log(typeof sightParts.find(({ renderer }) => renderer).renderer.get().draw, files.filter(file => file.includes('foundation-sdk')).length)`
  expect(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })).toBe(
    'function 0\n',
  )
})

/** Legends that the facts leave open, names of queries, how full the area under a stacked line is, 0 to 100 of a bar. */
const unremarkable = /^(legends|refs|fill|range) = /

function metricsIn(panel: Panel): readonly string[] {
  if (panel.type === 'logs' || panel.targets.length === 0) return ['-']
  return [...new Set(panel.targets.flatMap(({ expr }) => metricsOf(expr)))].toSorted()
}

/** How many series selectors an expression has. */
function metricCount(expr: string): number {
  return expr.split('{').length - 1
}

function gridOf({ gridPos: { x, y, w, h } }: Panel): string {
  return [x, y, w, h].join(',')
}

function cell(row: Row, column: string): string {
  return found(row.get(column))
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not in the table')
  return value
}

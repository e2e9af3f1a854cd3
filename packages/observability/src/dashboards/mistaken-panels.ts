import type { Finding, Resolved } from '@homelab/estate/model'
import type { Dashboard, Panel } from '../drawing/model.ts'
import { drawnIn } from './render.ts'

/**
 * Panels that say two things at once, or colour by steps that no value reaches: Grafana shows them without a word.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/configure-thresholds/
 */
export function mistakenPanels(resolved: Resolved): Finding[] {
  return drawnIn(resolved).flatMap(({ service: { name: subject, file }, named: { short }, dashboard }) =>
    panelsIn(dashboard).flatMap(panel =>
      [...wrongSteps(panel), ...wrongUnits(panel), ...wrongQueries(panel)].map(
        ({ problem, got }): Finding => ({
          code: 'mistaken-panel',
          where: { subject, path: `dashboards.${short}.panels.${panel.id}`, file },
          problem: `${panel.title ?? 'the panel'} ${problem}`,
          got,
          fix: 'correct what it draws',
        }),
      ),
    ),
  )
}

interface Wrong {
  readonly problem: string
  readonly got: string
}

function panelsIn({ panels }: Dashboard): readonly Panel[] {
  return panels.flatMap(panel => ('targets' in panel ? [panel] : []))
}

/** What the values of a unit reach at most; the least is 0. https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
const most: Readonly<Record<string, number>> = { percentunit: 1, percent: 100 }

/** The names of Grafana's palette, beside colours as CSS writes them. https://github.com/grafana/grafana/blob/v11.4.0/packages/grafana-data/src/themes/createVisualizationColors.ts */
const colour =
  /^(?:(?:(?:super-light|light|semi-dark|dark)-)?(?:red|orange|yellow|green|blue|purple)|text|transparent|white|black|gr[ae]y|#[\da-f]{3,8}|rgba?\(.+\))$/i

function wrongSteps({ fieldConfig }: Panel): readonly Wrong[] {
  const { unit = '', max = most[unit], thresholds } = fieldConfig?.defaults ?? {}
  const steps = thresholds?.steps ?? []
  return steps.flatMap(({ value, color }, index): Wrong[] => {
    const got = `${color} from ${value ?? 'below'}`
    if (!colour.test(color)) return [{ problem: 'has a colour of which Grafana knows nothing', got: color }]
    const before = steps[index - 1]
    if (before === undefined || value === null) return []
    if (before.color === color) return [{ problem: 'has a step that changes no colour', got }]
    if (value <= (before.value ?? Number.NEGATIVE_INFINITY)) return [{ problem: 'has steps out of order', got }]
    if (!(unit in most) || max === undefined || thresholds?.mode === 'percentage') return []
    return value > 0 && value <= max ? [] : [{ problem: `has a step that is none between 0 and ${max}`, got }]
  })
}

/** Of a share of one in another, the number alone says neither; a word for each value says what it is. */
function wrongUnits({ fieldConfig, targets }: Panel): readonly Wrong[] {
  const { unit, mappings = [] } = fieldConfig?.defaults ?? {}
  const got = targets.flatMap(({ expr = '' }) => (/[)\]}\w]\s+\/\s+[(\w]/.test(expr) ? [expr] : []))
  if (unit !== undefined || mappings.length > 0 || targets.length === 0 || got.length < targets.length) return []
  return [{ problem: 'divides, and does not say in which unit it shows that', got: got[0] ?? '' }]
}

function wrongQueries({ targets }: Panel): readonly Wrong[] {
  const said = targets.map(each => JSON.stringify({ ...each, refId: undefined }))
  const twice = targets.filter((_, index) => said.indexOf(said[index] ?? '') < index)
  if (targets.length === 0) return [{ problem: 'asks nothing, and shows nothing', got: '[]' }]
  return [
    ...twice.map(({ expr = '' }) => ({ problem: 'asks the same twice', got: expr })),
    ...targets.flatMap(target => {
      const [expr, legend] = [target.expr ?? '', 'legendFormat' in target ? target.legendFormat : '']
      return [...wrongQuantiles(expr, legend), ...wrongLegends(expr, legend)]
    }),
  ]
}

/**
 * A legend by a label that the query has summed away is empty, and one without any label calls all of its lines the same.
 * https://grafana.com/docs/grafana/latest/datasources/prometheus/query-editor/#legend
 */
function wrongLegends(expr: string, legend = ''): readonly Wrong[] {
  const kept = /^\s*(?:sum|count|avg|min|max)\s+by\s*\(([^)]*)\)\s*\(/.exec(expr)?.[1]
  // What stands behind the outermost brackets may bring labels back.
  if (kept === undefined || /\b(?:group_left|group_right|label_replace|label_join|or)\b/.test(expr)) return []
  const labels = kept.split(',').flatMap(each => (each.trim() === '' ? [] : [each.trim()]))
  const named = Array.from(legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, label = '']) => label)
  const lost = named.find(label => !labels.includes(label))
  if (lost !== undefined) return [{ problem: 'names its lines by a label that its query sums away', got: lost }]
  if (legend === '' || named.length > 0 || labels.length === 0) return []
  return [{ problem: `calls all lines by ${labels.join(', ')} the same`, got: legend }]
}

/** https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile */
function wrongQuantiles(expr: string, legend = ''): readonly Wrong[] {
  const all = Array.from(
    expr.matchAll(/\b(?:histogram_)?quantile(?:_over_time)?\s*(?:by\s*\([^)]*\)\s*)?\(\s*(-?[\d.e+-]+)\s*,/gi),
    ([, each]) => Number(each),
  )
  const outside = all.find(each => !(each > 0 && each <= 1))
  if (outside !== undefined)
    return [{ problem: 'asks for a quantile that is none between 0 and 1', got: String(outside) }]
  const named = /^p(\d+(?:\.\d+)?)$/i.exec(legend)?.[1]
  const [quantile] = all
  if (all.length !== 1 || named === undefined || quantile === undefined) return []
  return Math.abs(quantile * 100 - Number(named)) < 1e-9
    ? []
    : [{ problem: `calls a quantile of ${quantile} otherwise`, got: legend }]
}

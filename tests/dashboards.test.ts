/** What every dashboard of an estate holds to; what exactly it shows, `dist/` holds. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { dashboardsIn, readDashboard } from './support/dashboards.ts'
import { render } from './support/render.ts'

const dashboards = [...dashboardsIn(render(blumeops).files)].map(([short, drawn]) => ({
  short,
  dashboard: readDashboard(drawn),
}))

test('there are dashboards, each under a uid and a title of its own', () => {
  expect(dashboards.length).toBeGreaterThan(0)
  expect(new Set(dashboards.map(({ dashboard }) => dashboard.uid)).size).toBe(dashboards.length)
  expect(new Set(dashboards.map(({ dashboard }) => dashboard.title)).size).toBe(dashboards.length)
})

describe.each(dashboards)('$short', ({ dashboard }) => {
  test('each panel has a number and a place of its own, within the grid', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const places = dashboard.panels.map(({ gridPos: { x, y } }) => `${x},${y}`)
    expect(new Set(places).size).toBe(places.length)
    for (const {
      gridPos: { x, w },
    } of dashboard.panels)
      expect(x + w).toBeLessThanOrEqual(24)
  })

  test('logs are asked of Loki, and all else of Prometheus', () => {
    for (const panel of dashboard.panels.filter(({ targets }) => targets.length > 0)) {
      const source = panel.type === 'logs' ? 'loki' : 'prometheus'
      expect([panel.datasource, ...panel.targets.map(target => target.datasource)]).toEqual(
        [panel, ...panel.targets].map(() => ({ type: source, uid: source })),
      )
    }
  })

  test('a choice at the top is one that its queries ask for', () => {
    const asked = JSON.stringify(dashboard.panels)
    for (const { name } of dashboard.templating.list) expect(asked).toContain(`$${name}`)
  })
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

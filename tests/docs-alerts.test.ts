import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { docs } from '../packages/docs/src/index.ts'
import { configMapsIn } from './support/objects.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const map = configMapsIn(files).find(({ metadata: { name } }) => name === 'prometheus-config')
const { groups } = JSON.parse(map?.data['alerts.json'] ?? '{}') as {
  groups: { rules: { alert: string; labels: { service: string } }[] }[]
}
const rules = groups.flatMap(group => group.rules)

/** The alerts that a page lists in its table of alerts. */
function listed(page: string): string[] {
  const [, table = ''] = /^#+ Alerts\n\n((?:\|.*\n)+)/m.exec(page) ?? []
  return [...table.matchAll(/^\| `(\w+)`/gm)].map(([, alert = '']) => alert)
}

test('the page on observability lists every alert that Prometheus evaluates', () => {
  expect(rules.length).toBeGreaterThan(50)
  expect(listed(files.get('docs/observability.md') ?? '')).toEqual([...new Set(rules.map(({ alert }) => alert))])
})

test.each(resolvedOnce(blumeops).services.map(({ name }) => name))('the page of %s lists its own', name => {
  const own = rules.filter(({ labels }) => labels.service === name).map(({ alert }) => alert)
  expect(listed(files.get(`docs/services/${name}.md`) ?? '')).toEqual(own)
})

test('where no Prometheus has a file of rules, no page tells of alerts', () => {
  const text = JSON.stringify(resolvedOnce(blumeops)).replaceAll('"prometheus rules"', '"other rules"')
  const pages = docs.render({ ...(JSON.parse(text) as ResolvedWithWorkloads), parts: blumeops.parts }).files
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.filter(({ content }) => listed(String(content)).length > 0)).toEqual([])
})

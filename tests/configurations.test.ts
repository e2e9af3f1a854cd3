/** What programs in the cluster are told, against the facts and not against what was rendered before. */

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { dataSources, loki, prometheus } from './facts/configurations.ts'
import { configMapsIn } from './support/objects.ts'
import { render } from './support/render.ts'

const maps = configMapsIn(render(blumeops).files)

/** A file of a ConfigMap, read back. */
function configured(map: string, key: string): unknown {
  return parse(maps.find(({ metadata: { name } }) => name === map)?.data[key] ?? '')
}

test('Loki (facts K11)', () => {
  expect(configured('loki-config', 'loki-config.yaml')).toEqual(loki)
})

test('Prometheus scrapes what it did, and reads rules besides (facts K10)', () => {
  expect(configured('prometheus-config', 'prometheus.yml')).toEqual({ ...prometheus, rule_files: ['alerts.json'] })
})

test('Grafana has its three sources (facts K7, K23)', () => {
  expect(configured('grafana', 'datasources.yaml')).toEqual({ apiVersion: 1, datasources: dataSources })
})

import { expect, test } from 'vitest'
import { borgmaticMetrics } from './collector.ts'
import { borgmaticMeasuredDifferences } from './differences.ts'
import { borgmaticExporter } from './exporter.ts'

const written = borgmaticMetrics.map(({ name }) => name)

test('every metric that the differences name is written', () => {
  const named = borgmaticMeasuredDifferences.flatMap(({ what, today, now }) =>
    Array.from(`${what} ${today} ${now}`.matchAll(/`([a-z]+_[a-z_]+)/g), ([, name]) => name),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(written).toEqual(expect.arrayContaining(named))
})

test('what the collector writes is what its exporter lists', () => {
  expect(
    Object.entries(borgmaticExporter.metrics)
      .map(([metric, { type, labels }]) => [metric, type, labels])
      .toSorted(),
  ).toEqual(borgmaticMetrics.map(({ name: metric, labels = [] }) => [metric, 'gauge', labels]).toSorted())
})

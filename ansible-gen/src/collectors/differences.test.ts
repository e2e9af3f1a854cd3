import { expect, test } from 'vitest'
import { borgmaticMetrics } from '../backup/borgmatic/collector.ts'
import { borgmaticMeasuredDifferences } from '../backup/borgmatic/differences.ts'
import { collectorDifferences } from './differences.ts'
import { jellyfinMetrics } from './jellyfin.ts'
import { minikubeMetrics } from './minikube.ts'
import { powerMetrics } from './power.ts'
import { zotMetrics } from './zot.ts'

const metrics = [...borgmaticMetrics, ...jellyfinMetrics, ...minikubeMetrics, ...powerMetrics, ...zotMetrics]

test('no two collectors write one metric', () => {
  const names = metrics.map(metric => metric.name)
  expect(new Set(names).size).toBe(names.length)
})

test('every metric that the differences name is written', () => {
  const named = [...collectorDifferences, ...borgmaticMeasuredDifferences].flatMap(({ what, today, now }) =>
    Array.from(`${what} ${today} ${now}`.matchAll(/`([a-z]+_[a-z_]+)/g), ([, name]) => name),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(metrics.map(metric => metric.name)).toEqual(expect.arrayContaining(named))
})

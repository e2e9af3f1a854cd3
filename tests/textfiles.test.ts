/** What the collectors write is what the catalogue of metrics says of their text files, and nothing else. */
import { expect, test } from 'vitest'
import { borgmaticMetrics } from '../ansible-gen/src/backup/borgmatic/collector.ts'
import { jellyfinMetrics } from '../ansible-gen/src/collectors/jellyfin.ts'
import { minikubeMetrics } from '../ansible-gen/src/collectors/minikube.ts'
import { powerMetrics } from '../ansible-gen/src/collectors/power.ts'
import { zotMetrics } from '../ansible-gen/src/collectors/zot.ts'
import { exporterParts } from '../packages/observability/src/metrics/index.ts'
import { parts } from './support/observed.ts'

const written = {
  borgmatic: borgmaticMetrics,
  jellyfin: jellyfinMetrics,
  'macos-power': powerMetrics,
  minikube: minikubeMetrics,
  'zot-textfile': zotMetrics,
}

test.each(Object.entries(written))('%s', (name, metrics) => {
  const listed = exporterParts.of(parts, name)?.metrics ?? {}
  expect(
    Object.entries(listed)
      .map(([metric, { type, labels }]) => [metric, type, labels])
      .toSorted(),
  ).toEqual(metrics.map(({ name: metric, labels = [] }) => [metric, 'gauge', labels]).toSorted())
})

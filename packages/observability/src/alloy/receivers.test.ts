import { printAlloy } from '@homelab/formats'
import { expect, test } from 'vitest'
import { lokiSourceFile, lokiWrite } from './loki.ts'
import { prometheusRemoteWrite, prometheusScrape } from './prometheus.ts'
import { copyLabel, ruleBlock, setLabel } from './relabel.ts'

const logs = lokiWrite('loki', { url: 'http://loki.test' })
const metrics = prometheusRemoteWrite('prometheus', { url: 'http://prometheus.test' })

test('what forwards takes receivers of its own kind, at least one', () => {
  const scrape = prometheusScrape('x', { targets: [], intervalSeconds: 15, forwardTo: [metrics.receiver] })
  // @ts-expect-error a receiver of logs
  prometheusScrape('x', { targets: [], intervalSeconds: 15, forwardTo: [logs.receiver] })
  // @ts-expect-error none
  prometheusScrape('x', { targets: [], intervalSeconds: 15, forwardTo: [] })
  // @ts-expect-error a receiver where targets belong
  lokiSourceFile('x', { targets: logs.receiver, forwardTo: [logs.receiver] })
  expect(printAlloy([scrape.block])).toContain('forward_to      = [prometheus.remote_write.prometheus.receiver]')
})

test('a text that is set is no reference to a group', () => {
  expect(printAlloy([ruleBlock(setLabel('a', 'costs $1'))])).toContain('replacement  = "costs $$1"')
  expect(printAlloy([ruleBlock(copyLabel('from', 'to'))])).toBe(
    'rule {\n\tsource_labels = ["from"]\n\ttarget_label  = "to"\n}\n',
  )
})

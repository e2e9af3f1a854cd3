import type { ServiceWithWorkload } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { unkeptTimes } from './retention.ts'

function problemsOf(text: string): readonly string[] {
  const workload = { files: { limits_config: { retention_period: text } } }
  const service = { name: 'loki', file: 'loki.ts', workload } as unknown as ServiceWithWorkload
  return unkeptTimes([service]).map(({ problem }) => problem)
}

test.each([
  ['0', 'Loki keeps all for good, until the disk is full'],
  ['0s', 'Loki keeps all for good, until the disk is full'],
  ['12h', 'Loki keeps nothing for so short a time'],
  ['a month', 'Loki reads no time in it'],
])('of %s it says that %s', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem])
})

test('of a month it says nothing', () => {
  expect(problemsOf('744h')).toEqual([])
})

import { expect, test } from 'vitest'
import type { ControlPlane } from '../src/run/control-plane.ts'
import { argoCdMetrics, triedSince } from '../src/run/metrics.ts'

const scraped = new Date('2026-02-08T12:00:15.5Z')
const group = (lastEvaluation: string) => ({ lastEvaluation, rules: [] })
const never = group('0001-01-01T00:00:00Z')
const early = group('2026-02-08T12:00:15.400123456Z')
const late = group('2026-02-08T14:00:15.600123456+02:00')

test('rules count once each group was tried after the moment', () => {
  expect(triedSince([late, late], scraped)).toEqual([late, late])
  expect(triedSince([late, early], scraped)).toBeUndefined()
})

test('before the first try, and before there are groups, nothing counts', () => {
  expect(triedSince([early], new Date(0))).toEqual([early])
  expect(triedSince([never], new Date(0))).toBeUndefined()
  expect(triedSince([], new Date(0))).toBeUndefined()
})

test('a metric of Applications that a rule asks for and Argo CD does not serve is wrong', async () => {
  const stdout = '# TYPE argocd_app_info gauge\nargocd_app_info{name="wiki"} 1\n'
  const plane = { sandbox: { run: async () => ({ stdout }) } } as unknown as ControlPlane
  const asked = (rules: string) => argoCdMetrics(plane, new Map([['rules.yaml', rules]]))
  expect(await asked('absent(argocd_app_info) or argocd_app_ended_total > 0')).toMatchObject([
    { count: 2, wrong: [{ what: 'Argo CD does not serve argocd_app_ended_total' }] },
  ])
  expect(await asked('absent(argocd_app_info)')).toMatchObject([{ count: 1, wrong: [] }])
  expect(await asked('absent(kube_pod_info)')).toEqual([])
})

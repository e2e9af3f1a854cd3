import { expect, test } from 'vitest'
import { textfileStale } from './backups.ts'

/** How old a file may be before its collector is called dead, in seconds. */
function allowed(periodSeconds: number): number {
  const file = '/var/textfile/x.prom'
  const textfile = { service: 'x', title: 'X', page: 'services/x', file, series: { instance: 'box' }, periodSeconds }
  const { expr } = textfileStale(textfile, { runbookBase: 'https://docs.example.org' })
  const [, seconds] = / > (\d+) or absent\(/.exec(expr) ?? []
  return Number(seconds)
}

test('a collector may miss two runs, and not the third', () => {
  expect([3600, 900, 100].map(allowed)).toEqual([10_800, 2700, 300])
})

test('what is written each minute may be five minutes old', () => {
  expect(allowed(60)).toBe(300)
})

/** Most slips in the facts are caught, and none of them throws: a sample of what `mise run slips` makes. */
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from '../support/sources.ts'

interface Result {
  readonly caught: number
  readonly tried: readonly {
    readonly fate: string
    readonly by?: string
    readonly file: string
    readonly line: number
  }[]
  readonly left: number
}

test('a sample of four minutes at most', async () => {
  const words = ['--seed', '1126', '--count', '120', '--budget', '240', '--json']
  const ran = await execa(process.execPath, [join(root, 'tools/slips/slips.ts'), ...words])
  process.stdout.write(`${ran.stderr}\n`)
  const { caught, tried, left }: Result = JSON.parse(ran.stdout)
  expect(tried.length + left).toBe(120)
  // What fails over an estate says why, as a finding.
  expect(tried.filter(({ fate }) => fate === 'stopped')).toEqual([])
  // A slow machine tries few of them, which say little.
  if (tried.length >= 60) expect(caught).toBeGreaterThan(0.5)
})

import type { Projection } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { lab, names, run, writeEstate } from './lab.ts'

const doubting: Projection = {
  target: 'doubt',
  render: () => ({
    files: [],
    claims: [],
    findings: [{ code: 'unpinned-image', where: { subject: 'wiki' }, problem: 'it moves', fix: 'pin it' }],
  }),
}

test('check counts what is accepted, and lists it where it is asked to', async () => {
  const root = lab('wiki')
  writeEstate(root, ['wiki'], "accepts: [{ code: 'unpinned-image', subject: 'wiki', reason: 'next week' }],")
  const check = (...words: readonly string[]) =>
    run(root, ['check', '--estate', 'lab', ...words], { projections: async () => [names, doubting] })
  const short = await check()
  expect([short.code, short.err]).toEqual([0, ''])
  expect(short.out).toMatch(/^0 findings, 1 accepted \(`mise run check --accepted` lists them\)$/m)
  expect(short.out).not.toContain('next week')
  const { code, out } = await check('--accepted')
  expect(code).toBe(0)
  expect(out).toContain('next week')
  expect(out).toMatch(/^0 findings, 1 accepted$/m)
})

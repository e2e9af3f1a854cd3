import { expect, test } from 'vitest'
import { checkTypes } from './check-types.ts'

test('without a compiler it says so, of the file of the estate, from its root', async () => {
  const file = { root: '/repo', path: '/repo/apps/lab/estate.ts' }
  const { findings } = await checkTypes(file as Parameters<typeof checkTypes>[0], undefined, '/repo')
  expect(findings.map(({ code, where }) => [code, where.file])).toEqual([['unchecked-types', 'apps/lab/estate.ts']])
})

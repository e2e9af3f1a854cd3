import { expect, test } from 'vitest'
import type { EstateFile } from '../load.ts'
import type { CheckedTypes } from '../types/check-types.ts'
import { TypeChecks } from './type-checks.ts'

const file = { root: '/repo', path: '/repo/apps/lab/estate.ts' } as EstateFile
const fine: CheckedTypes = { findings: [], of: 'estate', files: new Set() }

/** Checks with a compiler that answers so; there is no other. */
function checking(answer: () => Promise<CheckedTypes>) {
  const said: string[] = []
  const warmTypes = () => {
    said.push('started')
    return { check: answer, close: async () => void said.push('ended') }
  }
  return {
    said,
    checks: new TypeChecks(
      file,
      () => undefined,
      '/repo',
      async () => ({ warmTypes }),
    ),
  }
}

test('the compiler goes on running, and ends with who asks it', async () => {
  const { said, checks } = checking(async () => fine)
  expect(await checks.check(new Map())).toBe(fine)
  expect(await checks.check(new Map())).toBe(fine)
  expect(said).toEqual(['started'])
  await checks.close()
  expect(said).toEqual(['started', 'ended'])
  expect(await checks.check(new Map())).toBe(undefined)
  expect(said).toEqual(['started', 'ended'])
})

test('one that fails is ended, the usual way says what is wrong, and the next time there is another', async () => {
  const { said, checks } = checking(async () => {
    throw new Error('it is not what it was')
  })
  const found = await checks.check(new Map())
  expect(found?.findings.map(({ code }) => code)).toEqual(['unchecked-types'])
  expect(said).toEqual(['started', 'ended'])
  await checks.check(new Map())
  expect(said).toEqual(['started', 'ended', 'started', 'ended'])
})

test('when the packages changed all is read again', async () => {
  const { said, checks } = checking(async () => fine)
  await checks.check(new Map())
  await checks.restart()
  await checks.check(new Map())
  expect(said).toEqual(['started', 'ended', 'started'])
})

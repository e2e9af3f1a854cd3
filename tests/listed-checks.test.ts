import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onTheWay, rules } from './support/disabled-checks.ts'
import { fixturesIn } from './support/fixtures.ts'
import { root } from './support/sources.ts'

test('every fixture is in the list', async () => {
  const names = (await fixturesIn('invalid')).map(({ name }) => name)
  const listed = new Set([...rules.flatMap(([, , fixtures]) => fixtures), ...onTheWay])
  expect([...listed].toSorted()).toEqual(names.toSorted())
})

test('every check of the estate is in the list', () => {
  const files = readdirSync(join(root, 'packages/estate/src/checks')).map(name => `packages/estate/src/checks/${name}`)
  const helpers = ['checks', 'repeated', 'texts-in'].map(name => `packages/estate/src/checks/${name}.ts`)
  expect(files.filter(file => !helpers.includes(file) && !rules.some(([listed]) => listed === file))).toEqual([])
})

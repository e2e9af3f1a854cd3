import fs from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kept } from '../src/diff/kept.ts'
import { temporaryFolder, write } from './out-folder.ts'

function repository(): string {
  const root = temporaryFolder()
  write(root, 'pnpm-lock.yaml', 'a\n')
  write(root, 'packages/a/src/a.ts', 'a\n')
  write(root, 'ansible-gen/src/b.ts', 'b\n')
  return root
}

test('an answer is worked out once of the same sources by the same packages, and again of others', async () => {
  const root = repository()
  let count = 0
  const ask = (after: string, estate = 'apps/a/estate.ts'): Promise<{ readonly count: number }> =>
    kept(
      { repository: root, estate, before: new Map([['apps/a.ts', 'a']]), after: new Map([['apps/a.ts', after]]) },
      async () => ({ count: ++count }),
      () => true,
    )
  expect([await ask('b'), await ask('b')]).toEqual([{ count: 1 }, { count: 1 }])
  expect(await ask('c')).toEqual({ count: 2 })
  expect(await ask('b', 'apps/b/estate.ts')).toEqual({ count: 3 })
  for (const path of ['packages/a/src/a.ts', 'ansible-gen/src/b.ts', 'packages/a/src/new.ts', 'pnpm-lock.yaml']) {
    write(root, path, 'another\n')
    const next = count + 1
    expect(await ask('b'), path).toEqual({ count: next })
  }
})

test('what is not to be kept, or lies there in pieces, is worked out again', async () => {
  const root = repository()
  const of = { repository: root, estate: 'apps/a/estate.ts', before: new Map(), after: new Map() }
  expect(
    await kept(
      of,
      async () => 1,
      () => false,
    ),
  ).toBe(1)
  expect(
    await kept(
      of,
      async () => 2,
      () => true,
    ),
  ).toBe(2)
  const folder = join(root, 'node_modules/.cache/causes')
  const [name = ''] = fs.readdirSync(folder)
  fs.writeFileSync(join(folder, name), '{"half')
  expect(
    await kept(
      of,
      async () => 3,
      () => true,
    ),
  ).toBe(3)
})

test('only the last few are kept', async () => {
  const root = repository()
  for (let count = 0; count < 40; count += 1) {
    const of = { repository: root, estate: 'e', before: new Map(), after: new Map([['apps/a.ts', String(count)]]) }
    await kept(
      of,
      async () => count,
      () => true,
    )
  }
  expect(fs.readdirSync(join(root, 'node_modules/.cache/causes'))).toHaveLength(32)
})

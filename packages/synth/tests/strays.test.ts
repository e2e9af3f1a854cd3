import fs from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lab, run } from './lab.ts'
import { snapshot, write } from './out-folder.ts'

function synth(root: string, ...words: readonly string[]) {
  return run(root, ['synth', '--estate', 'lab', '--out', join(root, 'dist'), ...words])
}

test('a file that nothing renders is named, stays, and fails the check', async () => {
  const root = lab('wiki')
  await synth(root)
  write(root, 'dist/names/mine.yaml', 'kind: Application\n')
  write(root, 'dist/deep/er/mine.yaml', '')
  const { code, out } = await synth(root)
  expect(code).toBe(0)
  expect(out).toContain('dist/deep/er/mine.yaml is rendered by nothing; it stays\n')
  expect(out).toContain('dist/names/mine.yaml is rendered by nothing; it stays\n')
  expect(JSON.parse((await synth(root, '--json')).out).strays).toEqual(['deep/er/mine.yaml', 'names/mine.yaml'])
  const checked = await synth(root, '--check')
  expect(checked.code).toBe(1)
  expect(checked.out).toContain('foreign-file names/mine.yaml: nothing renders this file')
  expect(checked.out).toContain('\n2 findings\n')
  expect(snapshot(join(root, 'dist'))['names/mine.yaml']).toBe('kind: Application\n')
})

test('hidden files, and what the next run removes, are no strays', async () => {
  const root = lab('wiki')
  await synth(root)
  write(root, 'dist/names/.DS_Store', '')
  fs.mkdirSync(join(root, 'dist/empty'))
  expect((await synth(root, '--check')).code).toBe(0)
  const without = {
    projections: async () => [{ target: 'names', render: () => ({ files: [], claims: [], findings: [] }) }],
  }
  const words = ['synth', '--check', '--estate', 'lab', '--out', join(root, 'dist')]
  expect((await run(root, words, without)).out).not.toContain('foreign-file')
})

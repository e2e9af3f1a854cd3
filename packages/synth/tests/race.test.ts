import fs from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { writeTree } from '../src/write/write.ts'
import { file, snapshot, target, temporaryFolder } from './out-folder.ts'

test('a file that another run removes between look and read is looked at again', () => {
  const out = join(temporaryFolder(), 'out')
  writeTree(target(out), [file('a/one.yaml', 'old\n')])
  const { readFileSync } = fs
  let raced = false
  const spy = vi.spyOn(fs, 'readFileSync').mockImplementation((path, ...rest) => {
    if (!raced && String(path).endsWith('one.yaml')) {
      raced = true
      fs.rmSync(path as string)
    }
    return readFileSync(path, ...rest)
  })
  try {
    writeTree(target(out), [file('a/one.yaml', 'new\n')])
  } finally {
    spy.mockRestore()
  }
  expect(raced).toBe(true)
  expect(snapshot(out)).toMatchObject({ 'a/one.yaml': 'new\n' })
})

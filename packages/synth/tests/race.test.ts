import fs from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeTree } from '../src/write/write.ts'
import { hastyDisk } from './faulty-disk.ts'
import { file, silent, snapshot, target, temporaryFolder } from './out-folder.ts'

test('a file that another run removes between look and read is looked at again', () => {
  const out = join(temporaryFolder(), 'out')
  writeTree(target(out, hastyDisk), [file('a/one.yaml', 'old\n')], silent)
  let raced = false
  const read: typeof hastyDisk.read = path => {
    if (!raced && path.endsWith('one.yaml')) {
      raced = true
      fs.rmSync(path)
    }
    return hastyDisk.read(path)
  }
  writeTree(target(out, { ...hastyDisk, read }), [file('a/one.yaml', 'new\n')], silent)
  expect(raced).toBe(true)
  expect(snapshot(out)).toMatchObject({ 'a/one.yaml': 'new\n' })
})

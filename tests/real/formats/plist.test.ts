import { type Plist, printPlist } from '@homelab/formats/plist'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { pythonReader } from './readers.ts'
import { members, number, text } from './trees.ts'

const { tree } = fc.letrec<{ tree: Plist }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    number.filter(value => !Number.isInteger(value) || Number.isSafeInteger(value)),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 4 }),
    members(text, tie('tree')),
  ),
}))

test('plistlib reads back the value', context =>
  checkPrinter(context, {
    reader: pythonReader('plist'),
    trees: tree,
    print: value => printPlist(value, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: value => value,
  }))

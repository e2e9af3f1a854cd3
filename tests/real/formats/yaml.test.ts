import { printYaml } from '@homelab/formats'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { pythonReader } from './readers.ts'
import { members, number, text } from './trees.ts'

const ambiguous = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefxo_.:,+-eETZ '), maxLength: 12 }),
  fc.constantFrom(...'~ = << null True no On off y 0755 0o17 0x1f 1_000 1:30 12:30:45 1e3 .5 5. .inf .nan'.split(' ')),
  fc.constantFrom('2026-02-08', '2026-02-08T10:00:00Z', '2026-02-08 10:00:00 +1', '---', '...', '--- a', '%x', '- a'),
  fc.string({ unit: 'binary' }),
)
const anyText = fc.oneof(text, ambiguous)

const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    anyText,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    members(anyText, tie('tree')),
  ),
}))

test('PyYAML reads back the value', context =>
  checkPrinter(context, {
    reader: pythonReader('yaml'),
    trees: tree,
    print: value => printYaml(value, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: value => value,
  }))

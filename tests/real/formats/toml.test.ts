import { printToml } from '@homelab/formats/toml'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { pythonReader } from './readers.ts'
import { members, number, text } from './trees.ts'

const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 4 }),
    members(text, tie('tree')),
  ),
}))

/** TOML has tables in an order of its own: the members are compared sorted. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}

test('tomllib reads back the table', async context => {
  const reader = pythonReader('toml')
  await checkPrinter(context, {
    reader: reader && (async texts => (await reader(texts)).map(read => ({ ...read, tree: sorted(read.tree) }))),
    trees: members(text, tree),
    print: value => printToml(value, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: sorted,
  })
})

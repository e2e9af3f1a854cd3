import { alloy, printAlloy } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { goReader } from './readers.ts'
import { comment, identifier, members, number, text } from './trees.ts'

const path = fc.array(identifier, { minLength: 1, maxLength: 4 }).map(parts => parts.join('.'))
const reference = fc.tuple(path, fc.constantFrom('', '[0]', '["a b"].c')).map(([head, tail]) => alloy.ref(head + tail))

const { value } = fc.letrec<{ value: alloy.AlloyValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    reference,
    fc.array(tie('value'), { maxLength: 12 }),
    members(fc.oneof(identifier, fc.stringMatching(/^[ !#-[\]-~]{1,8}$/)), tie('value')),
    fc.tuple(path, fc.array(tie('value'), { maxLength: 3 })).map(([name, args]) => alloy.call(name, ...args)),
  ),
}))

const { block } = fc.letrec<{ block: alloy.AlloyBlock }>(tie => ({
  block: fc
    .record(
      {
        name: path,
        label: identifier,
        attributes: members(identifier, value),
        blocks: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('block'), { maxLength: 3 })),
        comment,
      },
      { requiredKeys: ['name', 'attributes', 'blocks'] },
    )
    .map(({ label, comment: above, ...rest }) => ({
      ...rest,
      ...present({ label, comment: above }),
    })),
}))

function valueTree(of: alloy.AlloyValue): unknown {
  if (of instanceof alloy.AlloyRef) return { ref: of.path }
  if (of instanceof alloy.AlloyCall) return { args: of.args.map(valueTree), call: of.callee.path }
  if (Array.isArray(of)) return of.map(valueTree)
  if (typeof of !== 'object' || of === null) return of
  return { object: Object.entries(of).map(([key, member]) => [key, valueTree(member)]) }
}

function bodyTree(of: alloy.AlloyBlock): unknown {
  const attributes = Object.entries(of.attributes).map(([attribute, each]) => ({ attribute, value: valueTree(each) }))
  return { block: of.name, body: [...attributes, ...of.blocks.map(bodyTree)], label: of.label ?? '' }
}

test('Alloy’s parser reads back the tree, and its printer leaves the text as it is', context =>
  checkPrinter(context, {
    reader: goReader('alloy'),
    trees: fc.array(block, { maxLength: 4 }),
    print: blocks => printAlloy(blocks, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: blocks => blocks.map(bodyTree),
    formatted: true,
  }))

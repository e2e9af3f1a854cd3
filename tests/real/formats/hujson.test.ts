import { hujson, printHujson } from '@homelab/formats'
import fc from 'fast-check'
import { test } from 'vitest'
import { checkPrinter } from './check.ts'
import { goReader } from './readers.ts'
import { comment, members, number, text } from './trees.ts'

const { value } = fc.letrec<{ value: Exclude<hujson.Hujson, hujson.HujsonNote>; noted: hujson.Hujson }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('noted'), { maxLength: 5 }),
    members(text, tie('noted')),
  ),
  noted: fc.oneof(
    { weight: 5, arbitrary: tie('value') },
    { weight: 1, arbitrary: fc.tuple(comment, tie('value')).map(([above, of]) => hujson.note(above, of)) },
  ),
}))

function nodeTree(of: hujson.Hujson, comment = ''): unknown {
  if (of instanceof hujson.HujsonNote) return nodeTree(of.value, of.comment)
  if (Array.isArray(of))
    return {
      comment,
      ...some(
        'nodes',
        of.map(each => nodeTree(each)),
      ),
      kind: '[',
    }
  if (typeof of === 'object' && of !== null) {
    const nodes = Object.values(of).map(each => nodeTree(each))
    return { comment, ...some('names', Object.keys(of)), ...some('nodes', nodes), kind: '{' }
  }
  const kind = of === null ? 'n' : typeof of === 'string' ? '"' : typeof of === 'number' ? '0' : String(of).charAt(0)
  return { comment, ...(of !== null && { literal: of }), kind }
}

function some(key: string, list: readonly unknown[]): object {
  return list.length === 0 ? {} : { [key]: list }
}

test('hujson reads back values and comments, and its formatter leaves the text as it is', context =>
  checkPrinter(context, {
    reader: goReader('hujson'),
    trees: value,
    print: each => printHujson(each),
    expected: each => nodeTree(each),
    formatted: true,
  }))

test('with a header', context =>
  checkPrinter(context, {
    reader: goReader('hujson'),
    trees: value,
    print: each => printHujson(each, { header: 'From estate.ts.\n\nDo not edit.' }),
    expected: each => nodeTree(each, 'From estate.ts.\n\nDo not edit.'),
    formatted: true,
  }))

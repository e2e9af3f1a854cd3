import { expect, test } from 'vitest'
import { code, frontMatter, table, wikiLink } from './markdown.ts'

test('a table escapes bars', () => {
  expect(table(['name', 'page'], [['a|b', wikiLink('x', 'y')]])).toBe(
    '| name | page |\n| --- | --- |\n| a\\|b | [[x\\|y]] |\n',
  )
})

test('a table refuses rows of another width and cells of several lines', () => {
  expect(() => table(['a', 'b'], [['1']])).toThrow('markdown table row 1: got 1 cells (expected 2)')
  expect(() => table(['a'], [['1\n2']])).toThrow(TypeError)
  expect(() => table(['a'], [['\\|']])).toThrow(TypeError)
})

test('front matter is YAML between dashes', () => {
  expect(frontMatter({ title: 'a: b', tags: ['on'] })).toBe('---\ntitle: "a: b"\ntags:\n  - "on"\n---\n')
})

test('a wiki link refuses what would end it', () => {
  expect(wikiLink('a')).toBe('[[a]]')
  for (const bad of ['', 'a]', 'a|b', 'a\nb']) expect(() => wikiLink(bad)).toThrow(TypeError)
})

test.each([
  ['a', '`a`'],
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
  [' a ', '`  a  `'],
])('code %s', (text, expected) => {
  expect(code(text)).toBe(expected)
})

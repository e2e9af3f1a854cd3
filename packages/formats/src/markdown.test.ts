import { expect, test } from 'vitest'
import { code, fence, frontMatter, plain, prose, table, wikiLink } from './markdown.ts'

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

test('a header is a comment in the front matter', () => {
  expect(frontMatter({ title: 'a' }, { header: 'Do not edit.' })).toBe('---\n# Do not edit.\ntitle: a\n---\n')
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

test.each([
  ['*.example.org', '\\*.example.org'],
  ['<b> [[x]] #tag', '\\<b\\> \\[\\[x\\]\\] \\#tag'],
  ['==a== %%b%% $c$ ~~d~~ e^2 &amp;', '\\=\\=a\\=\\= \\%\\%b\\%\\% \\$c\\$ \\~\\~d\\~\\~ e\\^2 \\&amp;'],
  ['1. no list', '\\1. no list'],
  ['- no list', '\\- no list'],
  ['1.5 GB', '1.5 GB'],
])('plain %s', (text, expected) => {
  expect(plain(text)).toBe(expected)
})

test('prose keeps code and escapes the rest', () => {
  expect(prose('set `a_b` of *x*')).toBe('set `a_b` of \\*x\\*')
  expect(prose('one ` alone')).toBe('one \\` alone')
})

test('a fence is longer than the fences in it', () => {
  expect(fence('sh', 'ls')).toBe('```sh\nls\n```\n')
  expect(fence('', '```\n')).toBe('````\n```\n````\n')
})

test('the label of a link is text to whoever reads the page before the link', () => {
  expect(wikiLink('x', '<script>alert`1`</script> & co')).toBe('[[x|\\<script>alert\\`1\\`\\</script> \\& co]]')
})

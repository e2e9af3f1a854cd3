import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { bullets, command, noted, paragraph } from './page/index.ts'
import { each, type Given, one, type PageText, pageFile, textFile } from './page-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'page-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Shop {
  readonly owner?: string
  readonly shelves: readonly { readonly name: string; readonly books: readonly string[] }[]
}

const head = '---\ntitle: Books\ntags: [how-to]\nabout: what there is\n---\n'

function page(body: string, given: Given<Shop>): PageText<Shop> {
  writeFileSync(join(folder, 'books.md'), `${head}${body}`)
  return pageFile<Shop>(pathToFileURL(join(folder, 'books.md')), given)
}

const shelves = {
  shelves: each((shop: Shop) => shop.shelves, {
    shelf: ({ name }) => name,
    books: ({ books }) => bullets(books),
  }),
}
const stocked: Shop = {
  owner: 'Ann & <Bob>',
  shelves: [
    { name: 'left', books: ['a', 'b'] },
    { name: 'right', books: [] },
  ],
}

test('values stand in lines, blocks on lines of their own, sections are repeated or left out', () => {
  const text = page(
    '\n{{#shelves}}\n## The {{shelf}} shelf\n\nOf {{owner}}.\n\n{{books}}\n\n{{^books}}\nIt is empty.\n{{/books}}\n\n{{/shelves}}\nThe end{{#owner}}, says {{owner}}{{/owner}}.\n',
    { ...shelves, owner: ({ owner }) => owner },
  )
  expect(text.body(stocked)).toBe(
    '## The left shelf\n\nOf Ann & <Bob>.\n\n- a\n- b\n\n## The right shelf\n\nOf Ann & <Bob>.\n\nIt is empty.\n\nThe end, says Ann & <Bob>.\n',
  )
  expect(text.body({ shelves: [] })).toBe('The end.\n')
})

test('a text without a head stands in pages of others, and is held against what it is given', () => {
  const url = pathToFileURL(join(folder, 'part.md'))
  writeFileSync(join(folder, 'part.md'), '{{#owner}}\n## Of {{owner}}\n{{/owner}}\n')
  const text = textFile<Shop>(url, { owner: ({ owner }) => owner })
  expect(text(stocked)).toBe('## Of Ann & <Bob>\n')
  expect(text({ shelves: [] })).toBe('')
  expect(() => textFile(url, {})).toThrow('part.md:1: nothing is given as owner')
})

test('what the head says is read, and its line about the page is filled', () => {
  const { title, tags, about } = page('{{owner}}\n', { owner: ({ owner }) => owner })
  expect({ title, tags, about: about(stocked) }).toEqual({ title: 'Books', tags: ['how-to'], about: 'what there is' })
  writeFileSync(join(folder, 'whose.md'), '---\ntitle: Whose\ntags: []\nabout: of {{owner}}\n---\n')
  const whose = pageFile<Shop>(pathToFileURL(join(folder, 'whose.md')), { owner: ({ owner }) => owner })
  expect(whose.about(stocked)).toBe('of Ann & <Bob>')
})

test('sentences have lines of their own, and are one paragraph; lists, tables and commands stay as they are', () => {
  const text = page(
    'One.\nTwo.\n{{#owner}}\nThree.\n{{/owner}}\nFour.\n\n- a\n  goes on\n- b\n\n| x |\n| - |\n\n```sh\nfirst\n\nsecond\n```\n',
    { owner: ({ owner }) => owner },
  )
  expect(text.body(stocked)).toBe(
    'One. Two. Three. Four.\n\n- a goes on\n- b\n\n| x |\n| - |\n\n```sh\nfirst\n\nsecond\n```\n',
  )
  expect(text.body({ shelves: [] })).toContain('One. Two. Four.\n')
})

test('a fence may stand in a list, and around another', () => {
  const list = '- a:\n\n  ```sh\n  one\n  two\n  ```\n'
  const nested = '````md\n```sh\none\ntwo\n```\nthree\n````\n'
  expect(page(`${list}\n${nested}\nFour.\nFive.\n`, {}).body(stocked)).toBe(`${list}\n${nested}\nFour. Five.\n`)
})

test('what is empty leaves no line, also between commands, and no fence without any', () => {
  const text = page('Before.\n\n{{none}}\n\n```sh\na\n{{none}}\nb\n```\n\n```sh\n{{none}}\n```\n\nAfter.\n', {
    none: () => undefined,
  })
  expect(text.body(stocked)).toBe('Before.\n\n```sh\na\nb\n```\n\nAfter.\n')
})

test('commands stand between the fences of the text, with what is said of them', () => {
  const text = page('```sh\n{{look}}\n# then\nrun\n{{more}}\n```\n', {
    look: () => noted('look', command('ls', 'a b')),
    more: () => [undefined, command('x'), command('y')],
  })
  expect(text.body(stocked)).toBe("```sh\n# look\nls 'a b'\n# then\nrun\nx\ny\n```\n")
})

test('a name may be given in several sections, as a text in one and as a block in another', () => {
  const text = page('{{#left}}\nOf {{name}}.\n{{/left}}\n{{#right}}\n\n{{name}}\n{{/right}}\n', {
    left: one(() => 'a', { name: name => name }),
    right: one(() => 'b', { name: name => [paragraph(name), paragraph(name)] }),
  })
  expect(text.body(stocked)).toBe('Of a.\n\nb\n\nb\n')
})

test('what may be missing is a section whose names are known inside alone', () => {
  const owner = one((shop: Shop) => shop.owner, { name: name => name })
  expect(page('{{#owner}}\nOf {{name}}.\n{{/owner}}\n', { owner }).body(stocked)).toBe('Of Ann & <Bob>.\n')
  expect(page('{{#owner}}\nOf {{name}}.\n{{/owner}}\n', { owner }).body({ shelves: [] })).toBe('')
})

test.each<[string, string, Given<Shop>, string]>([
  ['an unknown name', 'One.\n{{owner}}\n', {}, 'books.md:7: nothing is given as owner'],
  ['an unknown section', '{{#shelves}}\n{{/shelves}}\n', {}, 'books.md:6: nothing is given as shelves'],
  [
    'a name outside of its section',
    '{{#shelves}}{{shelf}}{{books}}{{/shelves}}\n\n{{shelf}}\n',
    shelves,
    'books.md:8: nothing is given as shelf',
  ],
  [
    'a name where its section is not',
    '{{#shelves}}{{shelf}}{{books}}{{/shelves}}\n{{^shelves}}\nNo {{shelf}}.\n{{/shelves}}\n',
    shelves,
    'books.md:8: nothing is given as shelf',
  ],
  ['what the text does not use', 'One.\n', { owner: () => 'x' }, 'books.md does not use owner'],
  ['the same of a section', '{{#shelves}}{{shelf}}{{/shelves}}\n', shelves, 'books.md does not use books of shelves'],
  ['an unclosed section', 'One.\n{{#owner}}\nTwo.\n', { owner: () => 'x' }, 'books.md:7: owner is not closed'],
  [
    'one whose name begins like another',
    '{{#owner}}\n{{#owners}}x{{/owners}}\n',
    { owner: () => 'x', owners: () => 'x' },
    'books.md:6: owner is not closed',
  ],
  [
    'sections that overlap',
    '{{#owner}}\n{{#shelves}}\n{{/owner}}\n{{/shelves}}\n',
    { owner: () => 'x', ...shelves },
    'books.md:7: shelves is not closed',
  ],
  ['the end of no section', 'One.\n{{/owner}}\n', {}, 'books.md:7: owner is not open'],
  ['a tag without an end', 'One {{owner.\n', {}, 'books.md:6: a tag has no end'],
  ['another kind of tag', '{{> owner}}\n', {}, 'books.md:6: a tag that is no name, section or comment'],
  ['a tag of unescaped text', '{{{owner}}}\n', {}, 'books.md:6: a tag that is no name, section or comment'],
  ['a list of sections as text', 'x {{shelves}}\n', shelves, 'books.md:6: shelves is a section and no text'],
])('refuses %s, with its place', (_, body, given, message) => {
  expect(() => page(body, given)).toThrow(message)
})

test.each<[string, string, Given<Shop>, string]>([
  ['a block inside of a line', 'x {{owner}}\n', { owner: () => [paragraph('a'), paragraph('b')] }, 'several lines'],
  ['a condition as text', '{{owner}}\n', { owner: () => true }, 'a condition'],
])('refuses %s when it is filled, with its place', (_, body, given, message) => {
  const text = page(`\n${body}`, given)
  expect(() => text.body(stocked)).toThrow(`books.md:7: owner is ${message}`)
})

test.each([
  ['no head', 'One.\n', 'lost.md has no head'],
  ['a head that lacks a word', '---\ntitle: x\n---\n', 'lost.md: the head has no tags'],
  ['a head with another word', '---\ntitle: x\ntags: []\nabout: y\nabuot: z\n---\n', 'lost.md: the head has abuot'],
])('refuses %s', (_, text, message) => {
  writeFileSync(join(folder, 'lost.md'), text)
  expect(() => pageFile(pathToFileURL(join(folder, 'lost.md')), {})).toThrow(message)
})

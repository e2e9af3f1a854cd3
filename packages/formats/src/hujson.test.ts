import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { expect, test } from 'vitest'
import { type Hujson, note } from './hujson.ts'
import { printHujson } from './hujson-print.ts'

test('comments stand above members and elements, neighbours are aligned', () => {
  const text = printHujson(
    {
      groups: note('People.', { 'group:all': ['a@b'], 'group:admins-long': [] }),
      acls: note('Who reaches what.\nFirst match wins.', [
        note('Admins.', { action: 'accept', src: ['group:admins'], dst: ['*:*'] }),
        { action: 'accept', src: ['tag:a'], dst: ['tag:b:80', 'tag:c:443', 'tag:d:1234', 'tag:e:12345'] },
      ]),
      a: 1,
      longer: null,
    },
    { header: 'From estate.ts.' },
  )
  expect(text).toBe(`// From estate.ts.

{
	// People.
	"groups": {"group:all": ["a@b"], "group:admins-long": []},

	// Who reaches what.
	// First match wins.
	"acls": [
		// Admins.
		{"action": "accept", "src": ["group:admins"], "dst": ["*:*"]},
		{
			"action": "accept",
			"src":    ["tag:a"],
			"dst":    ["tag:b:80", "tag:c:443", "tag:d:1234", "tag:e:12345"],
		},
	],
	"a":      1,
	"longer": null,
}
`)
})

test('a list of objects takes a line an object, short as it may be', () => {
  expect(printHujson({ a: [{ b: 1 }, {}], c: [{}] })).toBe(
    '{\n\t"a": [\n\t\t{"b": 1},\n\t\t{},\n\t],\n\t"c": [{}],\n}\n',
  )
})

test.each<[string, Hujson]>([
  ['NaN', { a: [Number.NaN] }],
  ['undefined', { a: undefined as unknown as null }],
  ['a date', [new Date(0) as unknown as null]],
  ['half a surrogate pair', '\ud800'],
  ['a note on a note', note('a', note('b', 1))],
  ['a comment with a carriage return', note('a\rb', 1)],
])('refuses %s', (_, value) => {
  expect(() => printHujson(value)).toThrow(TypeError)
})

test('a reader of JSON with comments gives back the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const errors: [] = []
      const read: unknown = parse(printHujson(value as Hujson, { header: 'x' }), errors, { allowTrailingComma: true })
      expect(errors).toEqual([])
      expect(JSON.stringify(read)).toBe(JSON.stringify(value))
    }),
    { seed: 1 },
  )
})

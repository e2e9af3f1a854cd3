import { expect, test } from 'vitest'
import { type AlloyValue, block, call, commented, ref } from './alloy.ts'
import { printAlloy } from './alloy-print.ts'

test('prints labelled components with attributes and nested blocks', () => {
  const text = printAlloy(
    [
      block('loki.source.file', 'access', {
        targets: ref('local.file_match.access.targets'),
        forward_to: [ref('loki.write.loki.receiver')],
      }),
      commented(
        'Straight to Loki,\nnot through the proxy.',
        block('loki.write', 'loki', {}, [block('endpoint', { url: 'http://loki/push' })]),
      ),
    ],
    { header: 'From estate.ts; do not edit.' },
  )
  expect(text).toBe(`// From estate.ts; do not edit.

loki.source.file "access" {
	targets    = local.file_match.access.targets
	forward_to = [loki.write.loki.receiver]
}

// Straight to Loki,
// not through the proxy.
loki.write "loki" {
	endpoint {
		url = "http://loki/push"
	}
}
`)
})

test('aligns neighbours, and begins again after a value of several lines', () => {
  const text = printAlloy([block('a', { x: 1, longer: { k: null, 'a-b': true }, y: -2.5 }, [block('b'), block('c')])])
  expect(text).toBe(`a {
	x      = 1
	longer = {
		k     = null,
		"a-b" = true,
	}
	y = -2.5

	b { }

	c { }
}
`)
})

test.each<[string, AlloyValue, string]>([
  ['text', 'a"b\\d\n\té', '"a\\"b\\\\d\\n\\té"'],
  ['a byte order mark', '\ufeff', '"\\ufeff"'],
  ['a large number', 1e21, '1e+21'],
  ['a number that 64 bits cannot hold', 2 ** 64, '1.8446744073709552e+19'],
  ['nothing', [], '[]'],
  ['one object in a list', [{ a: 'b' }], '[{\n\t\ta = "b",\n\t}]'],
  ['objects in a list', [{ a: 1 }, {}], '[\n\t\t{\n\t\t\ta = 1,\n\t\t},\n\t\t{},\n\t]'],
  ['a call', call('sys.env', 'X'), 'sys.env("X")'],
  ['an index', ref('a.b["c d"][0].e'), 'a.b["c d"][0].e'],
  ['a call with an object', call('f', 1, { a: 1 }, []), 'f(1, {\n\t\ta = 1,\n\t}, [])'],
])('prints %s', (_, value, expected) => {
  expect(printAlloy([block('x', { v: value })])).toBe(`x {\n\tv = ${expected}\n}\n`)
})

test('a long list takes one line an element', () => {
  const text = printAlloy([block('x', { v: Array.from({ length: 40 }, (_, index) => index) })])
  expect(text).toContain('v = [\n\t\t0,\n\t\t1,\n')
  expect(text).toContain('\t\t39,\n\t]\n')
})

test.each([
  ['a block name', () => printAlloy([block('loki-write')])],
  ['a label', () => printAlloy([block('loki.write', 'a-b')])],
  ['an attribute', () => printAlloy([block('a', { 'a-b': 1 })])],
  ['a keyword as attribute', () => printAlloy([block('a', { null: 1 })])],
  ['a key with a quote', () => printAlloy([block('a', { b: { 'c"': 1 } })])],
  ['an empty key', () => printAlloy([block('a', { b: { '': 1 } })])],
  ['NaN', () => printAlloy([block('a', { b: [Number.NaN] })])],
  ['undefined', () => printAlloy([block('a', { b: { c: undefined as unknown as null } })])],
  ['a date', () => printAlloy([block('a', { b: new Date(0) as unknown as null })])],
  ['a reference', () => ref('a b')],
  ['a function', () => call('env("X")')],
  ['half a surrogate pair', () => printAlloy([block('a', { b: '\ud800' })])],
  ['a carriage return in a comment', () => printAlloy([commented('a\rb', block('a'))])],
])('refuses %s that Alloy cannot read', (_, make) => {
  expect(make).toThrow(TypeError)
})

test('the message names the place', () => {
  expect(() => printAlloy([block('a.b', 'c', {}, [block('d', { e: [{ f: Number.NaN }] })])])).toThrow(
    'alloy a.b.d.e[0].f: got NaN (expected a finite number)',
  )
})

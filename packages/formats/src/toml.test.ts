import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { printJson } from './json.ts'
import { printToml } from './toml.ts'

test('TOML: own keys first, then tables, in the order given', () => {
  const tree = {
    app: 'x',
    http: { port: 8080, ratio: 0.5, checks: [{ path: '/{{ x }}', ok: true }] },
    build: {},
    z: [1, 2],
  }
  const text = printToml(tree, { header: 'From estate.ts.' })
  expect(text).toBe(`# From estate.ts.
app = "x"
z = [ 1, 2 ]

[http]
port = 8080
ratio = 0.5

[[http.checks]]
path = "/{{ x }}"
ok = true

[build]
`)
  expect(parse(text)).toEqual(tree)
})

test('TOML refuses what it has no word for', () => {
  for (const bad of [{ a: null }, { a: undefined }, { a: [Number.NaN] }, { a: new Date(0) }, { a: ['\ud800'] }])
    expect(() => printToml(bad)).toThrow(TypeError)
  expect(() => printToml([1])).toThrow(TypeError)
})

test('JSON: two spaces, keys in the order given, a line end at the end', () => {
  expect(printJson({ b: [1, { c: null }], a: 'x' })).toBe(
    '{\n  "b": [\n    1,\n    {\n      "c": null\n    }\n  ],\n  "a": "x"\n}\n',
  )
})

test('JSON refuses what it would drop or turn into null', () => {
  for (const bad of [{ a: undefined }, [Number.POSITIVE_INFINITY], new Date(0), [() => 1], 1n])
    expect(() => printJson(bad)).toThrow(TypeError)
})

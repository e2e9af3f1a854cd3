import { expect, test } from 'vitest'
import { type Ini, printIni } from './ini.ts'

test('keys first, then sections in the order given, names with dots as they are', () => {
  const text = printIni(
    {
      server: { HTTP_PORT: 3001, ROOT_URL: 'https://a.b/?x=1&y=2' },
      APP_NAME: 'Forge: ours',
      'cron.update_checker': { ENABLED: false },
    },
    { header: 'From estate.ts.' },
  )
  expect(text).toBe(`; From estate.ts.

APP_NAME = Forge: ours

[server]
HTTP_PORT = 3001
ROOT_URL = https://a.b/?x=1&y=2

[cron.update_checker]
ENABLED = false
`)
})

test.each([
  ['plain words', 'a = b, "c" d', 'a = b, "c" d'],
  ['a template', '{{ forgejo_token }}', '{{ forgejo_token }}'],
  ['a comment mark', 'a;b', '`a;b`'],
  ['a hash', 'a #b', '`a #b`'],
  ['spaces at the ends', ' a ', '` a `'],
  ['quotes around', '"a"', '`"a"`'],
  ['a backtick at the start', '`a`', '"""`a`"""'],
  ['a backslash at the end', 'C:\\', '`C:\\`'],
])('prints %s', (_, value, expected) => {
  expect(printIni({ K: value })).toBe(`K = ${expected}\n`)
})

test('an empty value leaves no space at the end of the line, an empty section its name', () => {
  expect(printIni({ s: { K: '' }, t: {} })).toBe('[s]\nK =\n\n[t]\n')
})

test.each<[string, Ini]>([
  ['a line end', { K: 'a\nb' }],
  ['NaN', { K: Number.NaN }],
  ['undefined', { K: undefined as unknown as string }],
  ['null', { K: null as unknown as string }],
  ['a list', { s: { K: ['a'] as unknown as string } }],
  ['a key with =', { 'a=b': 1 }],
  ['a key that begins a comment', { '#a': 1 }],
  ['a key that begins a section', { '[a': 1 }],
  ['the counting key', { '-': 1 }],
  ['a section with a bracket', { 'a]b': {} }],
  ['a section with a comment', { 'a ;b': {} }],
  ['a value that go-ini replaces', { K: '%(HOME)s/x' }],
])('refuses %s', (_, tree) => {
  expect(() => printIni(tree)).toThrow(TypeError)
})

test('configparser: nothing is quoted, a value may have several lines', () => {
  const jail = { enabled: true, filter: 'forge[mode="a"]', failregex: '^<HOST> .* "POST /login#x"$\n^<HOST> .* 401 ' }
  expect(printIni({ forge: { ...jail, failregex: jail.failregex.trimEnd() } }, { reader: 'configparser' })).toBe(
    '[forge]\nenabled = true\nfilter = forge[mode="a"]\nfailregex = ^<HOST> .* "POST /login#x"$\n    ^<HOST> .* 401\n',
  )
})

test.each<[string, Ini]>([
  ['a key without a section', { K: 1 }],
  ['a comment behind a space', { s: { K: 'a ;b' } }],
  ['a comment', { s: { K: '#a' } }],
  ['a comment in a later line', { s: { K: 'a\n;b' } }],
  ['an empty line', { s: { K: 'a\n\nb' } }],
  ['a space at the end', { s: { K: 'a ' } }],
])('refuses %s for configparser', (_, tree) => {
  expect(() => printIni(tree, { reader: 'configparser' })).toThrow(TypeError)
})

/** What the operators of `mise run slips` make of a small source; what they find is in tests/real. */
import { expect, test } from 'vitest'
import { sitesOf } from '../tools/slips/operators.ts'

/** `OPERATOR LINE: BEFORE -> AFTER` of every slip, where chance takes the first. */
function made(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return sitesOf(new Map(Object.entries({ 'x.ts': text, ...others })))
    .filter(({ file }) => file === 'x.ts')
    .map(({ operator, line, before, after }) => `${operator} ${line}: ${before} -> ${after(() => 0)}`)
}

test('properties go, one by one, with a comma', () => {
  expect(made('const x = { a: b, c: d }')).toEqual(['property 1: a: b,  -> ', 'property 1: , c: d -> '])
})

test('elements go, and stand twice', () => {
  expect(made('const x = [a,\n  ...b]')).toEqual([
    'element 1: a,\n   -> ',
    'double 1:  -> , a',
    'element 1: ,\n  ...b -> ',
    'double 2:  -> , ...b',
  ])
})

test('numbers, characters and booleans are others', () => {
  expect(made('f(3, true)')).toEqual(['number 1: 3 -> 4', 'other 1: true -> false'])
  expect(made(`f('up')\nf(\`7\${x}\`)`)).toEqual(['character 1: up -> ap', 'character 2: 7 -> 0'])
})

test('another text is one that stands under the same name somewhere', () => {
  const other = { 'y.ts': "const y = { size: '2Gi', name: 'y' }" }
  expect(made("const x = { size: '1Gi' }", other)).toContain("other 1: '1Gi' -> '2Gi'")
  expect(made("f('a', 'b')\nf('c', 'b')").filter(each => each.startsWith('other'))).toEqual([
    "other 1: 'a' -> 'c'",
    "other 2: 'c' -> 'a'",
  ])
})

test('another secret, and another name of the same kind that is there', () => {
  const vault = { 'y.ts': "const y = [secrets.Mail['api key']]" }
  expect(made('const x = secrets.Web.password', vault)).toEqual([
    "other 1: secrets.Web.password -> secrets.Mail['api key']",
  ])
  const hosts = {
    'y.ts': "export const mac = host('mac')\nexport const nas = host('nas')\nexport const far = host('far')",
  }
  expect(made("import { mac, nas } from './y.ts'\nconst x = [mac.name]", hosts)).toContain('other 2: mac -> nas')
})

test('what people alone read is left out, and what says types and names', () => {
  expect(made("const x = { title: 'A', why: 'it is' }")).toEqual([])
  expect(made("after(b, 'since it is so')\nimport x from './y.ts'\nconst n: 'up' | 7 = m")).toEqual([])
  expect(made("mine('Whoever runs it reaches everything.')")).toEqual([])
  expect(made("mine('rclone sync a b --fast')")).toHaveLength(1)
  expect(made("mine('up{job=1} == 0 and x')")).toHaveLength(1)
})

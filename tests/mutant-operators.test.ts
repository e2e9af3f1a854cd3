/** What the operators of `mise run mutants` make of a small source: written by hand. */
import { expect, test } from 'vitest'
import { mutantsOf, mutated } from '../tools/mutants/operators.ts'
import { sample } from '../tools/seeded/sample.ts'

/** `OPERATOR LINE: BEFORE -> AFTER` of every mutant. */
function made(text: string): readonly string[] {
  return mutantsOf('x.ts', text).map(
    ({ operator, line, before, after }) => `${operator} ${line}: ${before} -> ${after}`,
  )
}

test('a statement that is a call goes', () => {
  expect(made('add(a)\nconst kept = add(b)\nnew Thing(c)\nawait go()')).toEqual([
    'call 1: add(a) -> ',
    'call 3: new Thing(c) -> ',
    'call 4: await go() -> ',
  ])
})

test('members of lists and objects go, one by one, with a comma', () => {
  expect(made('const x = [a, ...b]')).toEqual(['member 1: a, -> ', 'member 1: , ...b -> '])
  expect(made('const x = { a, b: [c] }')).toEqual(['member 1: a, -> ', 'member 1: , b: [c] -> ', 'member 1: c -> '])
})

test('a list with a comma at its end stays one', () => {
  const text = 'const x = [\n  a,\n  b,\n]'
  expect(mutantsOf('x.ts', text).map(mutant => mutated(text, mutant))).toEqual([
    'const x = [\n  \n  b,\n]',
    'const x = [\n  a,\n]',
  ])
})

test('conditions are turned round', () => {
  expect(made('if (a) b = c')).toEqual(['condition 1: a -> !(a)'])
  expect(made('x = a ? b : c')).toEqual(['condition 1: a -> !(a)'])
  expect(made('x = a && b')).toEqual(['condition 1: && -> ||'])
  expect(made('x = a === b')).toEqual(['condition 1: === -> !=='])
  expect(made('x = a < b')).toEqual(['condition 1: < -> >='])
  // What is there or else something: not a condition.
  expect(made('x = a ?? b')).toEqual([])
})

test('a comparison that is a condition by itself is turned round once', () => {
  expect(made('if (a === b) c = d')).toEqual(['condition 1: === -> !=='])
  expect(made('x = (a) !== b ? c : d')).toEqual(['condition 1: !== -> ==='])
})

test('what was filtered is taken whole', () => {
  expect(made('x = all.filter(isGood).map(f)')).toEqual(['filter 1: .filter(isGood) -> '])
  expect(made('x = (a ?? b).filter(isGood)')).toEqual(['filter 1: .filter(isGood) -> '])
  expect(made('x = all?.filter(isGood)')).toEqual(['filter 1: ?.filter(isGood) -> '])
})

test('constants are others', () => {
  expect(made('const x = 3')).toEqual(['constant 1: 3 -> 4'])
  expect(made('const x = true')).toEqual(['constant 1: true -> false'])
  expect(made("const x = 'up'")).toEqual(["constant 1: 'up' -> 'upx'"])
  expect(made("const x = '10.0.0.0/8'")).toEqual(["constant 1: '10.0.0.0/8' -> '11.0.0.0/8'"])
  expect(made("const x = ''")).toEqual(["constant 1: '' -> 'x'"])
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a source
  expect(made('const x = `a ${b}`')).toEqual(['constant 1: a  -> a x'])
})

test('types, imports, keys and directives are left alone', () => {
  expect(
    made(`'use strict'
import a from 'a'
export * from './b.ts'
export { c } from './c.ts'
type T = 'x' | 1
interface I { readonly a: 'x' }
const x: 'y' = a as 'y'
function f(this: Array<'x'>, b: 1): 2 { return b satisfies 3 }
const { 'k': z } = x
class C { 'key' = a }
const o = await import('./d.ts')`),
  ).toEqual([])
})

test('within casts and functions, everything is looked at', () => {
  expect(made('const f = (a: string): string => (a as unknown)! + g<1>(2)')).toEqual(['constant 1: 2 -> 3'])
  expect(made('const x = { k: 1 } as const satisfies T')).toEqual(['member 1: k: 1 -> ', 'constant 1: 1 -> 2'])
})

test('a mutant is put in where it was found', () => {
  const text = 'const x = 1\nadd(2)\n'
  expect(mutantsOf('x.ts', text).map(mutant => mutated(text, mutant))).toEqual([
    'const x = 2\nadd(2)\n',
    'const x = 1\n;\n',
    'const x = 1\nadd(3)\n',
  ])
})

test('the same seed gives the same sample, in which every operator has its turn', () => {
  const text = "add(1)\nx = all.filter(a => a === 1)\ny = ['a', 'b', 'c', 'd', 'e', 'f', 'g']\nadd(2)"
  const all = mutantsOf('x.ts', text)
  const first = sample(all, 3, 5)
  expect(sample(all, 3, 5)).toEqual(first)
  expect(sample(all, 4, 5)).not.toEqual(first)
  expect(new Set(first.map(({ operator }) => operator)).size).toBe(5)
  expect(new Set(sample(all, 3, 1000)).size).toBe(all.length)
})

import { expect, test } from 'vitest'
import { bindingsOf, statementsOf } from './syntax.ts'

test.each([
  ['const { a, b: c, ...rest } = all', ['a', 'c', 'rest']],
  ['const [first, , { deep = 1 }, ...others] = all', ['first', 'deep', 'others']],
  ['function named({ not, ...these }) {}', ['named']],
  ['let a = 1, b', ['a', 'b']],
])('%s binds each of its names', (text, names) => {
  expect((statementsOf(text) ?? []).flatMap(bindingsOf)).toEqual(names)
})

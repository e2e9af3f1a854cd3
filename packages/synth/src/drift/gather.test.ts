import { expect, test } from 'vitest'
import { gather } from './gather.ts'
import type { Asked, Source } from './source.ts'

const nothing: Asked = { compared: 1, differences: [], unasked: [] }

function source(name: string, ask: Source['ask']): Source {
  return { name, title: `the ${name}`, programs: [], ask }
}

test('it says whom it waits for, from the beginning and after each that has answered', async () => {
  const [near, far] = [Promise.withResolvers<Asked>(), Promise.withResolvers<Asked>()]
  const told: string[] = []
  const sources = [source('near', () => near.promise), source('far', () => far.promise)]
  const gathering = gather(sources, { now: () => 0, progress: text => told.push(text) })
  expect(told).toEqual(['0 of 2 asked; waits for near, far'])
  far.resolve(nothing)
  await far.promise
  near.reject(new Error('no way there'))
  const { sources: asked } = await gathering
  expect(told[1]).toBe('1 of 2 asked; waits for near')
  expect(told).toHaveLength(3)
  expect(asked.map(({ name, unasked }) => [name, unasked])).toEqual([
    ['near', [{ what: 'the near', why: 'no way there' }]],
    ['far', []],
  ])
})

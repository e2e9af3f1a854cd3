/** What authors write is documented, and the documentation is true. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entries, page, printReference } from '../tools/reference/page.ts'
import { wordsOf } from '../tools/reference/words.ts'
import { root } from './support/sources.ts'

test('the reference is what the packages export; `mise run reference` writes it', () => {
  const kept = readFileSync(join(root, page), 'utf8')
  expect(kept).toBe(printReference(root, kept))
})

test('every word of an estate says what it is', () => {
  const words = wordsOf(root, 'packages/estate/src/index.ts')
  expect(words.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['estate', 'service', 'ServiceProps', 'endpoint']),
  )
  expect(words.filter(({ kind, says }) => kind === 'word' && says === undefined).map(({ name }) => name)).toEqual([])
})

test('each word is linked to a file that is there', () => {
  for (const { source } of entries)
    for (const word of wordsOf(root, source)) expect(readFileSync(join(root, word.source), 'utf8')).toContain(word.name)
})

import type fc from 'fast-check'
import { expect, type TestContext } from 'vitest'
import type { Read, Reader } from './readers.ts'
import { samples } from './trees.ts'

interface Check<T> {
  readonly reader: Reader | undefined
  readonly trees: fc.Arbitrary<T>
  readonly print: (tree: T) => string
  /** The tree in the shape in which the parser gives it. */
  readonly expected: (tree: T) => unknown
  /** True where the format's own formatter must leave the text unchanged. */
  readonly formatted?: boolean
}

/** Prints random trees, reads them with the parser, and compares; skips aloud where the parser cannot run. */
export async function checkPrinter<T>(context: TestContext, check: Check<T>): Promise<void> {
  const { reader } = check
  if (reader === undefined) return context.skip('the parser is missing')
  const trees = samples(check.trees)
  const texts = trees.map(check.print)
  const results = await reader(texts)
  expect(results.length).toBe(trees.length)
  trees.forEach((tree, index) => {
    const read = results[index] as Read
    const printed = texts[index] ?? ''
    expect(read.error, printed).toBeUndefined()
    // As text, so that the order of members is compared too.
    expect(JSON.stringify(read.tree, null, 1), printed).toBe(JSON.stringify(check.expected(tree), null, 1))
    if (check.formatted === true) expect(read.formatted, 'the format’s own formatter').toBe(printed)
  })
}

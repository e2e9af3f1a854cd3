import { expect, test } from 'vitest'
import { sourceFile } from '../src/resolve/source.ts'

const estate = 'file:///repo/apps/lab/estate.ts'

test.each([
  [estate, 'file:///repo/apps/lab/services/wiki.ts', 'apps/lab/services/wiki.ts'],
  [estate, 'file:///repo/apps/lab/a%20b.ts', 'apps/lab/a b.ts'],
  [estate, 'file:///elsewhere/wiki.ts', 'file:///elsewhere/wiki.ts'],
  // Revisions of one file differ by a query.
  [`${estate}?revision=4`, 'file:///repo/apps/lab/services/wiki.ts?revision=0', 'apps/lab/services/wiki.ts'],
])('of %s, %s is %s', (of, url, file) => {
  expect(sourceFile(of, url)).toBe(file)
})

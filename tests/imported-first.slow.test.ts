/** Every module of the packages is loaded anew for each service file: a process of its own, and seconds. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { root, sourcesIn } from './support/sources.ts'

/** An eager reference to another service works under one import order and throws under the next. */
test.each(readdirSync(join(root, 'apps')))('every service file of %s can be imported first', async name => {
  const files = sourcesIn(`apps/${name}/services`).map(({ path }) => path)
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) {
    vi.resetModules()
    await expect(import(join(root, file)), file).resolves.toBeDefined()
  }
})

import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copyRepository } from '../../support/copy.ts'
import { root } from '../../support/sources.ts'
import { inCopy, synthInCopy } from '../copy.ts'

/** What is done every week is done in the sources alone: no test has to be touched for it. */

const scratch = mkdtempSync(join(tmpdir(), 'additions-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** A pinned version whose last number can be raised: `image('docker.io/x/y', 'v1.2.3')`. */
const pinned = /(\bimage\('[^']+', '[^']*\.)(\d+)([^.']*'\))/g

test('the service of the README is added, and no test minds', async () => {
  const copy = join(scratch, 'service')
  copyRepository(copy)
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  const [, name = ''] = /export const (\w+) = service\(/.exec(example) ?? []
  writeFileSync(join(copy, `apps/blumeops/services/${name}.ts`), example)
  edit(join(copy, 'apps/blumeops/services/index.ts'), text =>
    `import { ${name} } from './${name}.ts'\n${text}`.replace(/\n\]\s*$/, `\n  ${name},\n]\n`),
  )
  await holds(copy)
})

test('every image gets a newer version, and no test minds', async () => {
  const copy = join(scratch, 'versions')
  copyRepository(copy)
  const raised = globSync('apps/*/services/*.ts', { cwd: copy }).filter(path =>
    edit(join(copy, path), text =>
      text.replace(pinned, (_, before: string, last: string, after: string) => `${before}${Number(last) + 1}${after}`),
    ),
  )
  expect(raised.length).toBeGreaterThan(8)
  await holds(copy)
})

/** Renders both estates in a copy, and runs all fast tests there. */
async function holds(copy: string): Promise<void> {
  expect(await synthInCopy(copy, 'synth')).toMatchObject({ code: 0 })
  const second = await synthInCopy(copy, 'synth', '--estate', 'minilab', '--out', 'tests/rendered/minilab')
  expect(second).toMatchObject({ code: 0 })
  const { code, said } = await inCopy(copy, 'vitest', 'run', '--reporter=dot')
  expect(said).toMatch(/Tests +\d+ passed/)
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' })
}

/** Whether the text is another afterwards. */
function edit(path: string, change: (text: string) => string): boolean {
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  writeFileSync(path, after)
  return after !== before
}

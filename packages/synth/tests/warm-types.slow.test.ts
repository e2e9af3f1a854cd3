/** The compiler that goes on running says what one says that is started again. */
import fs from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { estateFile } from '../src/load.ts'
import { type CheckedTypes, checkTypes } from '../src/types/check-types.ts'
import { findCompiler } from '../src/types/compiler.ts'
import { warmTypes } from '../src/types/warm-types.ts'
import { lab } from './lab.ts'
import { write } from './out-folder.ts'

const repository = join(import.meta.dirname, '..', '..', '..')
const alpha = 'apps/lab/services/alpha.ts'

/** Each stays until the next one. */
const edits = (text: string): Readonly<Record<string, string>> => ({
  'nothing wrong': text,
  'a wrong type, behind letters of several bytes': `${text}/* größer → 🚀 */ export const a: number = 'ä'\n`,
  'a type that explains itself': text.replace("'alpha', {", "'alpha', { ports: { http: 80 },"),
  'an unknown property': text.replace('title:', 'titel:'),
  'a text that cannot be parsed': text.replace('title:', 'title: :'),
  'a name that is not there': `${text}export const b = nowhere\n`,
  'an import that is not there': `import { no } from './no.ts'\n${text}export const c = no\n`,
  'a name twice': `${text}export const d = 1\nexport const d = 2\n`,
  'what another file takes from it': text.replace('export const it', 'export const that'),
  fixed: text,
})

test('of the same texts the same is said, in the same words and places', { timeout: 300_000 }, async () => {
  const root = lab('alpha', 'beta')
  const file = estateFile(join(root, 'apps/lab/estate.ts'))
  const warm = warmTypes(file, repository)
  onTestFinished(() => warm.close())
  const text = fs.readFileSync(join(root, alpha), 'utf8')
  const said: [string, CheckedTypes][] = []
  for (const [name, source] of Object.entries(edits(text))) {
    write(root, alpha, source)
    const changes = { changed: [join(root, alpha)], created: [], deleted: [] }
    said.push([name, await warm.check(changes)])
    // Alone, with what it kept of the edit before and of this one, and where it can keep nothing.
    for (const kept of [undefined, join(root, 'kept'), join(root, 'kept'), join(root, alpha, 'kept')])
      expect.soft(await checkTypes(file, findCompiler(), repository, kept), name).toEqual(said.at(-1)?.[1])
  }
  expect(said.map(([, { findings }]) => Math.min(findings.length, 1))).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 0])
})

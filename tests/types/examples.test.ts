/** Examples of docstrings are what people copy: each type-checks. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { entries } from '../../tools/reference/page.ts'
import { wordsOf } from '../../tools/reference/words.ts'
import { root, sourcesIn } from '../support/sources.ts'

/** What examples take as given: names of an estate that nobody wrote out. */
const given = `declare const nas: e0.Host, server: e0.Host, home: e0.Cluster, music: e0.Share
declare const postgres: e0.Service<'sql'>, loki: e0.Service<'http'>, operator: e0.Service, dex: e0.Service
declare const endpoints: e0.ClusterTailnet
declare const source: e0.ClusterSource, delivery: e0.ClusterProps['delivery'], repository: string
declare const settings: ReturnType<typeof borgmaticSettings>
declare const secrets: { password: e0.Secret; login: e0.Secret }
`
// Among what is installed, where no other test looks and packages are found by name.
const folder = mkdtempSync(join(root, 'node_modules', '.examples-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The examples of calls; those of statements, or of a package's own files, belong to who writes parts. */
function examples(): readonly string[] {
  return [...sourcesIn('packages'), ...sourcesIn('ansible-gen')].flatMap(({ text }) =>
    [...text.matchAll(/@example (\w+\(.*?)(?: \*\/)?$/gm)].flatMap(([, example = '']) =>
      example.includes('import(') ? [] : [example],
    ),
  )
}

/** @returns what the compiler says of them, a line each */
function compiled(written: readonly string[]): readonly string[] {
  const text = [
    ...entries.map(({ name }, index) => `import * as e${index} from '${name}'`),
    ...entries.map(
      ({ source }, index) =>
        `const { ${wordsOf(root, source)
          .filter(({ kind }) => kind === 'word')
          .map(({ name }) => name)
          .join(', ')} } = e${index}`,
    ),
    given,
    ...written.map(example => `(() => ${example})`),
    '',
  ].join('\n;')
  writeFileSync(join(folder, 'examples.ts'), text)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false },
      files: ['examples.ts'],
      include: [],
    }),
  )
  try {
    execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '-p', folder], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return []
  } catch (error) {
    return String((error as { readonly stdout?: unknown }).stdout)
      .trim()
      .split('\n')
  }
}

test('each example type-checks', () => {
  const all = examples()
  expect(all.length).toBeGreaterThan(30)
  expect(compiled(all)).toEqual([])
})

test('one that does not is seen', () => {
  const [said, ...more] = compiled(["host('nas', { platform: 'toaster' })"])
  expect(said).toContain('toaster')
  expect(more).toEqual([])
})

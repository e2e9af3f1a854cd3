/** Examples of docstrings, and that of the README, are what people copy: each type-checks. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { entries } from '../../tools/reference/page.ts'
import { wordsOf } from '../../tools/reference/words.ts'
import { exampleOf } from '../support/readme.ts'
import { root, sourcesIn } from '../support/sources.ts'

/** What examples take as given: names of an estate that nobody wrote out. */
const given = `export declare const nas: e0.Host, server: e0.Host, home: e0.Cluster, music: e0.Share
export declare const postgres: e0.Service<'sql'>, loki: e0.Service<'http'>, authelia: e0.Service<'http'>, k3s: e0.Service<'api'>
export declare const operator: e0.Service, dex: e0.Service
export declare const endpoints: e0.ClusterTailnet
export declare const source: e0.ClusterSource, delivery: e0.ClusterProps['delivery'], repository: string
export declare const settings: ReturnType<typeof borgmaticSettings>
export declare const paper: e0.Vault<ReturnType<typeof sops>>
export declare const secrets: { password: e0.Secret; login: e0.Secret }
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

/** @returns what the compiler says of each file, a line each; it is started once */
function compiled(files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.ts`), text)
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      files: Object.keys(files).map(name => `${name}.ts`),
      include: [],
    }),
  )
  const lines = saidOf(folder)
  return new Map(Object.keys(files).map(name => [name, lines.filter(line => line.includes(`${name}.ts`))]))
}

function sourceOf(written: readonly string[]): string {
  return [
    ...entries.map(({ name }, index) => `import * as e${index} from '${name}'`),
    ...entries.map(
      ({ source }, index) =>
        `export const { ${wordsOf(root, source)
          .filter(({ kind }) => kind === 'word')
          .map(({ name }) => name)
          .join(', ')} } = e${index}`,
    ),
    given,
    ...written.map(example => `(() => ${example})`),
    '',
  ].join('\n;')
}

function saidOf(project: string): readonly string[] {
  try {
    execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['--noEmit', '-p', project], {
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

const all = examples()
/** Among which the README's service stands; who begins an estate of their own takes them away. */
const services = join(root, 'apps', 'blumeops', 'services')
const isHere = existsSync(services)
const readme = exampleOf(readFileSync(join(root, 'README.md'), 'utf8'))
const said = compiled({
  good: sourceOf(all),
  bad: sourceOf(["host('nas', { platform: 'toaster' })"]),
  ...(isHere && { readme: readme.replaceAll(/'(\.\.?\/[^']*)'/g, (_, path: string) => `'${join(services, path)}'`) }),
})

test('each example type-checks', () => {
  expect(all.length).toBeGreaterThan(30)
  expect(said.get('good')).toEqual([])
})

test.runIf(isHere)('the service of the README type-checks', () => {
  expect(readme).toContain("from '../hosts.ts'")
  expect(said.get('readme')).toEqual([])
})

test('one that does not is seen', () => {
  const [first, ...more] = said.get('bad') ?? []
  expect(first).toContain('toaster')
  expect(more).toEqual([])
})

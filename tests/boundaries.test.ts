import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { circles, loadedModules, reachedFrom, workspaces } from './support/modules.ts'
import { filesIn, importsOf, root, sourcesIn } from './support/sources.ts'

const all = workspaces()
const byName = new Map(all.map(workspace => [workspace.name, workspace]))

test.each(all)('$folder imports the packages that its manifest names, and no other', ({ folder, name, uses }) => {
  const imported = sourcesIn(folder)
    .filter(({ path }) => !/(\.test\.ts$|\/tests?\/)/.test(path))
    .flatMap(source => importsOf(source).filter(specifier => specifier.startsWith('@homelab/')))
    .map(specifier => specifier.split('/').slice(0, 2).join('/'))
  expect([...new Set(imported)].filter(each => each !== name).sort()).toEqual(uses.toSorted())
})

test('the arrows between packages run one way', () => {
  expect(circles(new Map(all.map(({ name, uses }) => [name, uses])))).toEqual([])
  // The model knows nothing of what reads it, and no package knows an estate.
  expect(byName.get('@homelab/estate')?.uses).toEqual(['@homelab/formats'])
  expect(byName.get('@homelab/formats')?.uses).toEqual([])
  expect(all.filter(({ uses }) => uses.some(each => byName.get(each)?.folder.startsWith('apps/')))).toEqual([])
})

test('no module needs itself while it is loaded', () => {
  // Services may name each other: what they name is asked for later, and each may be the first that is loaded (imported-first.slow.test.ts).
  const modules = loadedModules([...sourcesIn('packages'), ...sourcesIn('ansible-gen')], all)
  expect(modules.size).toBeGreaterThan(500)
  expect(circles(modules).map(way => way.join(' -> '))).toEqual([])
})

test.each(['index', 'model'])('%s.ts of the estate loads no printer', entry => {
  const modules = loadedModules([...sourcesIn('packages/estate'), ...sourcesIn('packages/formats')], all)
  const reached = [...reachedFrom([`packages/estate/src/${entry}.ts`], modules)]
  expect(reached.length).toBeGreaterThan(20)
  expect(reached.filter(path => path.startsWith('packages/formats/'))).toEqual(['packages/formats/src/present.ts'])
})

test.each(all)('$folder leaves its own folder only by package name', ({ folder }) => {
  const wrong = sourcesIn(folder).flatMap(source =>
    importsOf(source)
      .filter(specifier => specifier.startsWith('.'))
      .filter(specifier => !normalize(join(dirname(source.path), specifier)).startsWith(`${folder}/`))
      .map(specifier => `${source.path} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
})

/** What starts programs stands behind an entry of its own, which nothing imports before a task asks for it. */
test('only commands start programs, and only on demand', () => {
  const sources = sourcesIn('ansible-gen')
  const inCommands = (path: string): boolean => /\/commands\//.test(path)
  const starters = sources.filter(source => importsOf(source).includes('@homelab/programs'))
  expect(starters.map(({ path }) => path).filter(path => !inCommands(path))).toEqual([])
  const eager = sources
    .filter(({ path }) => !inCommands(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^(?:import|export) .*from '(\S*\/commands\/\S*)'/gm)].map(([, from]) => `${path}: ${from}`),
    )
  expect(eager).toEqual([])
})

test('what tests state of samples is read by tests alone', () => {
  const readers = ['packages', 'ansible-gen', 'apps']
    .flatMap(folder => sourcesIn(folder))
    .filter(source => importsOf(source).includes('@homelab/estate/samples'))
  expect(readers.length).toBeGreaterThan(3)
  expect(readers.map(({ path }) => path).filter(path => !/\.test\.ts$|\/tests?\//.test(path))).toEqual([])
})

test('no fast test stands in for a module', () => {
  // Fast tests share a process: what an earlier one loaded stays, and a stand-in may or may not be met. Whoever forgets what
  // is loaded has those behind load it again.
  const replaced = /\bvi\.(?:mock|doMock|resetModules)\(/
  expect('vi.mock(').toMatch(replaced)
  const fast = ['packages', 'ansible-gen', 'apps', 'tests', 'tools']
    .flatMap(folder => sourcesIn(folder))
    .filter(({ path }) => /\.test\.ts$/.test(path) && !/\.slow\.test|^tests\/real\//.test(path))
  expect(fast.length).toBeGreaterThan(150)
  expect(fast.filter(({ path, text }) => path !== 'tests/boundaries.test.ts' && replaced.test(text))).toEqual([])
})

test('apps load no renderer', () => {
  const wrong = sourcesIn('apps').flatMap(source =>
    importsOf(source)
      .filter(specifier => /^(cdk8s|constructs)|\/(render|constructs)$/.test(specifier))
      .map(specifier => `${source.path} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
})

test('files of an estate write the words of authors, and what reads it takes the model', () => {
  const entries = (folder: string, inParts: boolean): readonly (string | undefined)[] =>
    sourcesIn(folder)
      .filter(({ path }) => path.includes('/parts/') === inParts && !/\.test\.ts$|\/tests?\//.test(path))
      .flatMap(({ text }) => [...text.matchAll(/^(?:import|export|\}).* from '(@homelab\/estate(?:\/model)?)'$/gm)])
      .map(([, entry]) => entry)
  expect([...new Set(entries('apps', false))]).toEqual(['@homelab/estate'])
  // Who writes a part stands where packages stand.
  const readers = ['packages', 'ansible-gen'].flatMap(folder => [...entries(folder, false), ...entries(folder, true)])
  expect([...new Set([...readers, ...entries('apps', true)])]).toEqual(['@homelab/estate/model'])
})

/** Words that name this estate. A package that holds one of them serves nobody else. */
const facts =
  /eblu|tail8d86e|\bindri\b|\bsifaka\b|\bgilbert\b|erichblume|allisonflix|blumeops|192\.168\.1\.|vg6xf6vvfmoh5hqjjhlhbeoaie/i

test.each(['packages', 'ansible-gen'])('%s holds no fact of an estate', folder => {
  const wrong = filesIn(folder).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const [found] = facts.exec(line) ?? []
      return found === undefined ? [] : [`${path}:${index + 1}: ${found}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('packages are listed as workspaces', () => {
  const globs = [...readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}- (.+)$/gm)]
  expect(globs.map(([, glob]) => glob)).toEqual(['packages/*', 'apps/*', 'ansible-gen'])
})

import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test, vi } from 'vitest'
import { filesIn, importsOf, root, sourcesIn } from './support/sources.ts'

/** Who may import whom: arrows run one way. `apps` take the light entries only. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'packages/estate': [],
  'packages/formats': [],
  'packages/content': ['estate', 'formats'],
  'packages/observability': ['content', 'estate', 'formats'],
  'packages/kubernetes': ['content', 'estate', 'formats'],
  'packages/pulumi': ['estate', 'formats'],
  'packages/tailnet': ['content', 'estate', 'formats'],
  'ansible-gen': ['content', 'estate', 'formats', 'observability', 'programs'],
  'packages/docs': ['content', 'estate', 'formats', 'kubernetes', 'observability', 'ansible-gen'],
  'packages/programs': [],
  'packages/checkup': ['estate', 'kubernetes', 'ansible-gen', 'programs'],
  'packages/synth': [
    'content',
    'estate',
    'formats',
    'kubernetes',
    'observability',
    'pulumi',
    'tailnet',
    'ansible-gen',
    'docs',
    'checkup',
    'programs',
  ],
  apps: ['estate', 'kubernetes', 'observability', 'tailnet', 'ansible-gen'],
}

test.each(Object.entries(allowed))('%s imports only what stands below it', (folder, names) => {
  const permitted = new Set(names.map(name => `@homelab/${name}`))
  const wrong = sourcesIn(folder).flatMap(source =>
    importsOf(source)
      .filter(specifier => specifier.startsWith('@homelab/'))
      .filter(specifier => !permitted.has(specifier.split('/').slice(0, 2).join('/')))
      .map(specifier => `${source.path} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
})

test.each(Object.keys(allowed))('%s leaves its own folder only by package name', folder => {
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

test('apps load no renderer', () => {
  const wrong = sourcesIn('apps').flatMap(source =>
    importsOf(source)
      .filter(specifier => /^(cdk8s|constructs)|\/(render|constructs)$/.test(specifier))
      .map(specifier => `${source.path} imports ${specifier}`),
  )
  expect(wrong).toEqual([])
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

/** An eager reference to another service works under one import order and throws under the next. */
test.each(['blumeops', 'minilab'])('every service file of %s can be imported first', async name => {
  const files = sourcesIn(`apps/${name}/services`).map(({ path }) => path)
  expect(files.length).toBeGreaterThan(2)
  for (const file of files) {
    vi.resetModules()
    await expect(import(join(root, file)), file).resolves.toBeDefined()
  }
})

test('packages are listed as workspaces, and every one has its arrows', () => {
  const workspaces = [...readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}- (.+)$/gm)].map(
    ([, glob]) => glob,
  )
  expect(workspaces).toEqual(['packages/*', 'apps/*', 'ansible-gen'])
  const named = new Set(sourcesIn('packages').map(({ path }) => path.split('/').slice(0, 2).join('/')))
  expect([...named].filter(folder => !(folder in allowed))).toEqual([])
})

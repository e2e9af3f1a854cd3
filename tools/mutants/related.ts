import { type Modules, modulesOf, workspaces } from '../../tests/support/modules.ts'
import { type Source, sourcesIn } from '../../tests/support/sources.ts'

/** What is rendered is no rule: whoever changes it renders again. */
export const snapshots = 'tests/snapshots.test.ts'

/** All modules of the repository, tests included. */
export function allModules(): Modules {
  return modulesOf(['packages', 'ansible-gen', 'apps', 'tests', 'tools'].flatMap(sourcesIn), workspaces())
}

/** The sources of the product: what the packages are made of. */
export function productSources(): readonly Source[] {
  return ['packages', 'ansible-gen'].flatMap(sourcesIn).filter(({ path }) => !/\.test\.ts$|\/tests?\//.test(path))
}

/** The fast tests that lead to a source, those with the shortest way first. What is compared with `dist/` is left out. */
export function relatedTests(file: string, modules: Modules): readonly string[] {
  const users = new Map<string, string[]>()
  for (const [path, imports] of modules) for (const each of imports) users.set(each, [...(users.get(each) ?? []), path])
  const reached = new Set([file])
  // Whoever is added is walked too: a set is walked in the order of its growth.
  for (const path of reached) for (const user of users.get(path) ?? []) reached.add(user)
  return [...reached].filter(path => path.endsWith('.test.ts') && !path.startsWith('tests/real/') && path !== snapshots)
}

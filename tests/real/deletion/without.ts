import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { copyRepository } from '../../support/copy.ts'
import { type Modules, modulesOf, reachedFrom, workspaces } from '../../support/modules.ts'
import { type Source, sourcesIn } from '../../support/sources.ts'

/** What becomes of the repository without a folder. Paths are relative to the root. */
export interface Deletion {
  /** Files that list the folder beside its like. */
  readonly registries: readonly string[]
  /** Sources of packages outside of the folder that name it, and should not. */
  readonly violations: readonly string[]
  /** Whole estates that use it, and tests of it, of those estates, or of what both share. */
  readonly leaves: ReadonlySet<string>
  /**
   * Test files of packages and contracts that stay, and whose modules the deletion changes. Those that cross packages are
   * of estates: most of them read one by its path, and leave with it.
   */
  readonly concerned: readonly string[]
  /** What the folder exports. */
  readonly names: ReadonlySet<string>
}

const all = workspaces()
const sources = ['packages', 'ansible-gen', 'apps', 'tests', 'tools'].flatMap(sourcesIn)
const modules = modulesOf(sources, all)

/**
 * What leaves with the folder of a noun: its lines in registries, the estates that use it, and their tests.
 *
 * @param folders its own, and those of nouns that are made of it
 */
export function deletionOf(folders: readonly string[]): Deletion {
  const isInside = (path: string): boolean => folders.some(folder => path.startsWith(`${folder}/`))
  const inside = ({ path }: Source): boolean => isInside(path)
  const names = new Set(sources.filter(inside).flatMap(exportsOf))
  const owners = all
    .filter(workspace => folders.some(folder => folder.startsWith(`${workspace.folder}/`)))
    .map(workspace => workspace.name)
  const namesIt = (source: Source): boolean =>
    pathsIn(modules, source.path).some(isInside) || importedNames(source, owners).some(name => names.has(name))
  const outside = sources.filter(source => !inside(source))
  const registries = outside.filter(source => namesIt(source) && isRegistry(source.path, folders)).map(pathOf)
  const violations = outside.filter(
    source => namesIt(source) && isPackage(source.path) && !isRegistry(source.path, folders),
  )
  const using = outside.filter(source => namesIt(source) && !isPackage(source.path)).map(pathOf)
  const leaves = new Set([...sources.filter(inside).map(pathOf), ...withUsers(using)])
  const concerned = outside
    .filter(({ path }) => /^(packages|ansible-gen|tests\/contracts)\/.*\.test\.ts$/.test(path) && !leaves.has(path))
    .filter(({ path }) => registries.some(registry => reachedFrom([path], modules).has(registry)))
  return { registries, violations: violations.map(pathOf), leaves, concerned: concerned.map(pathOf), names }
}

/** The same in a copy, so that programs can be run there. */
export function carryOut(folders: readonly string[], { registries, leaves, names }: Deletion, copy: string): void {
  copyRepository(copy)
  for (const path of leaves) rmSync(join(copy, path))
  for (const folder of folders) rmSync(join(copy, folder), { recursive: true, force: true })
  for (const path of registries) {
    const text = readFileSync(join(copy, path), 'utf8')
    writeFileSync(join(copy, path), withoutLines(text, path, folders, names))
  }
}

/** Takes the statements that import from a folder out of a registry, and the names that it exports. */
export function withoutLines(
  text: string,
  path: string,
  folders: readonly string[],
  names: ReadonlySet<string>,
): string {
  const prefixes = folders.map(folder => `./${relative(dirname(path), folder)}/`)
  const statements = text.replace(/^(?:import|export)\s[^']*?from '([^']+)'\n/gm, (statement, from: string) =>
    prefixes.some(prefix => from.startsWith(prefix)) ? '' : statement,
  )
  return [...names].reduce(
    (left, name) => left.replace(new RegExp(`(?:\\.\\.\\.)?\\b${name}\\b(?![-':])(?:,\\s*)?`, 'g'), ''),
    statements,
  )
}

function pathOf({ path }: Source): string {
  return path
}

function isPackage(path: string): boolean {
  return (path.startsWith('packages/') || path.startsWith('ansible-gen/')) && !/\.test\.ts$|\/tests?\//.test(path)
}

/** The list of a noun's like: the index of a folder above it, in the same package. */
function isRegistry(path: string, folders: readonly string[]): boolean {
  return path.endsWith('/index.ts') && folders.some(folder => folder.startsWith(`${dirname(path)}/`))
}

function pathsIn(graph: Modules, path: string): readonly string[] {
  return graph.get(path) ?? []
}

/** Whatever needs them leaves too: a whole estate, a test, what tests share. */
function withUsers(using: readonly string[]): ReadonlySet<string> {
  const leaves = new Set<string>()
  const left = [...using]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (leaves.has(next)) continue
    const estate = /^(?:apps|tests\/fixtures|tests\/types\/apps|tools\/new-estate)\/[^/]+\//.exec(next)?.[0]
    const whole = estate === undefined ? [next] : sources.filter(({ path }) => path.startsWith(estate)).map(pathOf)
    for (const each of whole) leaves.add(each)
    for (const { path } of sources) {
      if (!isPackage(path) && !leaves.has(path) && pathsIn(modules, path).some(each => leaves.has(each)))
        left.push(path)
    }
  }
  return leaves
}

function exportsOf({ text }: Source): readonly string[] {
  return [...text.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
}

/** The names that a source takes from packages. */
function importedNames({ text }: Source, owners: readonly string[]): readonly string[] {
  return [...text.matchAll(/^(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/gm)]
    .filter(([, , from = '']) => owners.some(owner => from === owner || from.startsWith(`${owner}/`)))
    .flatMap(([, list = '']) =>
      list.split(',').map(
        each =>
          each
            .trim()
            .replace(/^type /, '')
            .split(' as ')[0] ?? '',
      ),
    )
}

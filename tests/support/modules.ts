import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { importsOf, root, type Source } from './sources.ts'

/** A workspace of the repository, as its own manifest describes it. */
export interface Workspace {
  /** Relative to the root: `packages/estate`. */
  readonly folder: string
  readonly name: string
  /** Entry -> path relative to the folder: `./render` -> `./src/render.ts`. */
  readonly exports: Readonly<Record<string, string>>
  /** The workspaces that it may import, by name. */
  readonly uses: readonly string[]
}

/** All workspaces below a root. What a package that is gone left behind, its `node_modules`, is none, as for pnpm. */
export function workspaces(below = root): readonly Workspace[] {
  const folders = ['packages', 'apps']
    .flatMap(parent => readdirSync(join(below, parent)).map(name => `${parent}/${name}`))
    .filter(folder => existsSync(join(below, folder, 'package.json')))
  return ['ansible-gen', ...folders].sort().map(folder => {
    const {
      name,
      exports = {},
      dependencies = {},
    } = JSON.parse(readFileSync(join(below, folder, 'package.json'), 'utf8')) as {
      name: string
      exports?: Record<string, string>
      dependencies?: Record<string, string>
    }
    return { folder, name, exports, uses: Object.keys(dependencies).filter(each => each.startsWith('@homelab/')) }
  })
}

/** Where an import of a source leads: a path relative to the root, or nothing for what is installed. */
function resolver(all: readonly Workspace[]): (from: string, specifier: string) => string | undefined {
  const entries = new Map(
    all.flatMap(({ name, folder, exports }) =>
      Object.entries(exports).map(([entry, path]) => [normalize(join(name, entry)), normalize(join(folder, path))]),
    ),
  )
  return (from, specifier) =>
    specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : entries.get(specifier)
}

/** Source -> what it imports in the repository. Paths are relative to the root. */
export type Modules = ReadonlyMap<string, readonly string[]>

/** Everything that is imported, types and what is loaded later included. */
export function modulesOf(sources: readonly Source[], all: readonly Workspace[]): Modules {
  return graph(sources, all, importsOf)
}

/** What is imported when a module is loaded: types are gone then, and what is loaded later is not there yet. */
export function loadedModules(sources: readonly Source[], all: readonly Workspace[]): Modules {
  return graph(sources, all, ({ text }) =>
    [...stripTypeScriptTypes(text).matchAll(/^(?:import|export)\b[^'"();]*['"]([^'"]+)['"]/gm)].map(
      ([, specifier = '']) => specifier,
    ),
  )
}

function graph(
  sources: readonly Source[],
  all: readonly Workspace[],
  imports: (source: Source) => readonly string[],
): Modules {
  const resolve = resolver(all)
  return new Map(
    sources.map(source => [
      source.path,
      imports(source).flatMap(specifier => {
        const path = resolve(source.path, specifier)
        return path === undefined ? [] : [path]
      }),
    ]),
  )
}

/** All modules that some lead to, themselves included. */
export function reachedFrom(starts: readonly string[], modules: Modules): ReadonlySet<string> {
  const reached = new Set<string>()
  const left = [...starts]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    left.push(...(modules.get(next) ?? []))
  }
  return reached
}

/** A way from a module back to itself, for each circle that a walk meets. */
export function circles(modules: Modules): readonly (readonly string[])[] {
  const done = new Set<string>()
  const found: string[][] = []
  const walk = (module: string, way: readonly string[]): void => {
    const at = way.indexOf(module)
    if (at !== -1) found.push([...way.slice(at), module])
    if (at !== -1 || done.has(module)) return
    for (const next of modules.get(module) ?? []) walk(next, [...way, module])
    done.add(module)
  }
  for (const module of modules.keys()) walk(module, [])
  return found
}

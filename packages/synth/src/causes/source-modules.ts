import { registerHooks } from 'node:module'
import { posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { moduleOf } from './module.ts'
import type { Sources } from './units.ts'

/**
 * Modules that are loaded from texts and not from the disk, many revisions of them in one process. A module has a URL of its
 * own for each revision of it and of what it imports: what did not change is loaded once, and shared. Packages are loaded
 * once as well. Node keeps every module it ever loaded: the URLs are counted and not random, so that its compile cache has
 * an entry for each count and not for each run.
 */

interface SourceModule {
  readonly text: string
  readonly format: 'module' | 'module-typescript' | 'json'
  /** As imported → URL. */
  readonly imports: ReadonlyMap<string, string>
}

interface Loaded {
  /** By URL. */
  readonly modules: Map<string, SourceModule>
  /** By URL without its count: what the module and all it imports are → URL. */
  readonly revisions: Map<string, Map<string, string>>
  readonly texts: Map<string, number>
  hooked: boolean
}

declare global {
  /** Of the process, as Node's modules are: a second copy of this module that counted again would be given old revisions. */
  var homelabSourceModules: Loaded | undefined
}

globalThis.homelabSourceModules ??= { modules: new Map(), revisions: new Map(), texts: new Map(), hooked: false }
const loaded = globalThis.homelabSourceModules
const { modules, revisions, texts } = loaded

/**
 * The URL under which a module of these sources can be imported.
 *
 * @param root absolute: the folder in which the sources are taken to lie; packages are searched for from there
 * @throws Error where there is no such source
 */
export function sourceModule(root: string, sources: Sources, path: string): string {
  if (!loaded.hooked) hook()
  loaded.hooked = true
  const reached = new Map<string, readonly string[]>()
  visit(sources, path, reached)
  const urls = new Map([...reached.keys()].map(each => [each, urlOf(root, sources, each, reached)]))
  for (const [each, url] of urls) {
    if (modules.has(url)) continue
    const specifiers = specifiersOf(sources, each)
    const imports = specifiers.flatMap(specifier => {
      const target = urls.get(targetOf(each, specifier))
      return target === undefined ? [] : [[specifier, target] as const]
    })
    modules.set(url, { text: sources.get(each) ?? '', format: formatOf(each), imports: new Map(imports) })
  }
  const url = urls.get(path)
  if (url === undefined) throw new Error(`there is no source ${path}`)
  return url
}

/** The sources that a module imports, itself included, by path. */
export function reachedFrom(sources: Sources, path: string): ReadonlySet<string> {
  const reached = new Map<string, readonly string[]>()
  visit(sources, path, reached)
  return new Set(reached.keys())
}

function visit(sources: Sources, path: string, reached: Map<string, readonly string[]>): void {
  if (reached.has(path) || !sources.has(path)) return
  const targets = specifiersOf(sources, path).map(specifier => targetOf(path, specifier))
  reached.set(path, targets)
  for (const target of targets) visit(sources, target, reached)
}

function urlOf(root: string, sources: Sources, path: string, reached: ReadonlyMap<string, readonly string[]>): string {
  const closure = new Set([path])
  for (const each of closure) for (const target of reached.get(each) ?? []) closure.add(target)
  const revision = [...closure].toSorted().map(each => `${each} ${textId(sources.get(each))}`)
  const base = `${pathToFileURL(root).href}/${path.split('/').map(encodeURIComponent).join('/')}`
  const known = revisions.get(base) ?? new Map<string, string>()
  revisions.set(base, known)
  const key = revision.join('\n')
  const url = known.get(key) ?? `${base}?revision=${known.size}`
  known.set(key, url)
  return url
}

function textId(text: string | undefined): number {
  if (text === undefined) return -1
  const id = texts.get(text) ?? texts.size
  texts.set(text, id)
  return id
}

/** The relative imports of a source. */
function specifiersOf(sources: Sources, path: string): readonly string[] {
  const text = sources.get(path)
  if (text === undefined || formatOf(path) === 'json') return []
  return (moduleOf(text)?.specifiers ?? []).filter(specifier => /^\.{1,2}\//.test(specifier))
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier)
}

function formatOf(path: string): SourceModule['format'] {
  if (path.endsWith('.json')) return 'json'
  return /\.m?js$/.test(path) ? 'module' : 'module-typescript'
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const importer = context.parentURL === undefined ? undefined : modules.get(context.parentURL)
      const url = importer?.imports.get(specifier) ?? specifier
      const found = modules.get(url)
      if (found !== undefined) return { url, format: found.format, shortCircuit: true }
      // What these sources do not have must not be taken from the disk, where other revisions lie.
      if (importer !== undefined && specifier.startsWith('.'))
        throw new Error(`Cannot find ${specifier}, imported from ${context.parentURL}`)
      return next(specifier, context)
    },
    load(url, context, next) {
      const found = modules.get(url)
      if (found === undefined) return next(url, context)
      return { format: found.format, source: found.text, shortCircuit: true }
    },
  })
}

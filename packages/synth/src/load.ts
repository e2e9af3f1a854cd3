import { readdirSync } from 'node:fs'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Estate, type Finding, type Opened, opened, sourceFile } from '@homelab/estate/model'
import { errorCode } from './disk/errors.ts'

/** The module of an estate, `…/apps/NAME/estate.ts`; its sources are named relative to the folder above `apps`. */
export interface EstateFile {
  /** Absolute. */
  readonly path: string
  /** Absolute: the folder above `apps`. */
  readonly root: string
}

export function estateFile(path: string): EstateFile {
  return { path, root: dirname(dirname(dirname(path))) }
}

/**
 * Imports an estate. Whatever its modules throw becomes a `failed-import` finding that names the file to fix.
 *
 * @param load gives the module of the estate; from the disk by default
 */
export async function loadEstate(
  file: EstateFile,
  load: () => Promise<unknown> = () => import(pathToFileURL(file.path).href),
): Promise<Estate | Finding> {
  let loaded: unknown
  try {
    loaded = await load()
  } catch (error) {
    return failedImport(file, error)
  }
  const estate = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  if (isEstate(estate)) return estate
  return {
    code: 'failed-import',
    where: { subject: 'estate', file: sourceOf(file, file.path) },
    problem: estate === undefined ? 'the module has no default export' : 'its default export is no estate',
    fix: 'write `export default estate(import.meta, NAME, {…})`',
  }
}

export function isEstate(value: unknown): value is Estate {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'estate') return false
  return 'declaredIn' in value && typeof value.declaredIn === 'string'
}

/**
 * States and resolves a loaded estate; what its own code throws meanwhile (a property that is computed) is a finding as well.
 *
 * @throws Error where a type is wrong, and it can't be told which
 */
export function resolveEstate(file: EstateFile, estate: Estate): Opened | Finding {
  try {
    return opened(estate)
  } catch (error) {
    // Without a line of the apps in the stack it is no author's fault.
    if (placeOf(file, error)?.line === undefined) throw error
    return failedImport(file, error)
  }
}

/** The files of the folder `services/` beside the estate that no listed service is declared in. */
export function unlistedFiles(file: EstateFile, estate: Estate): Finding[] {
  const folder = join(dirname(file.path), 'services')
  return unlistedAmong(
    file,
    estate,
    filesIn(folder).map(name => sourceOf(file, join(folder, name))),
  )
}

/** The same of sources that need not lie on the disk, named relative to the folder above `apps`. */
export function unlistedAmong(
  file: EstateFile,
  { declaredIn, services }: Estate,
  sources: readonly string[],
): Finding[] {
  // Of services that are refused or share a name, too: what is wrong with those is said elsewhere.
  const urls = Array.isArray(services) ? services.map(service => String(service?.declaredIn)) : []
  const listed = new Set(urls.map(url => sourceFile(declaredIn, url)))
  const folder = sourceOf(file, join(dirname(file.path), 'services'))
  const index = ['index.ts', 'index.js'].map(name => `${folder}/${name}`).find(path => sources.includes(path))
  const list = index ?? sourceOf(file, file.path)
  return sources
    .filter(path => posix.dirname(path) === folder && isServiceFile(posix.basename(path)) && !listed.has(path))
    .toSorted()
    .map(path => ({
      code: 'unlisted-file',
      where: { subject: basename(path).replace(/\.[jt]s$/, ''), file: path },
      problem: 'the list of services names no service of this file',
      fix: `add its service to the list in ${list}, or delete the file`,
    }))
}

function isServiceFile(name: string): boolean {
  return /\.[jt]s$/.test(name) && !/^index\.[jt]s$|\.test\.[jt]s$/.test(name)
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

const NOT_LOADED = 'the estate could not be loaded: '

/** Why an estate does not load, without saying that it does not. */
export function reasonIn({ problem }: Finding): string {
  return problem.startsWith(NOT_LOADED) ? problem.slice(NOT_LOADED.length) : problem
}

/** What a module of the apps threw, as a finding that names it. */
export function failedImport(file: EstateFile, error: unknown): Finding {
  const message = messageOf(file, error)
  const place = placeOf(file, error)
  return {
    code: 'failed-import',
    where: { subject: 'estate', file: place?.source ?? sourceOf(file, file.path) },
    problem: `${NOT_LOADED}${message.split('\n')[0]?.trim()}`,
    fix: fixOf(message, place?.line),
  }
}

/** Two service files that import each other work under one order and not under the other. */
function fixOf(message: string, line: string | undefined): string {
  const where = line === undefined ? '' : `look at line ${line}`
  if (message.includes('before initialization')) return `${where}: mention other services only inside \`needs\``
  if (where !== '') return where
  return /^Cannot find/.test(message) ? 'correct the import that it names' : 'see what its modules do when they load'
}

interface Place {
  readonly source: string
  readonly line?: string
}

function messageOf(file: EstateFile, error: unknown): string {
  return relativePaths(file, error instanceof Error ? error.message : String(error))
}

function placeOf(file: EstateFile, error: unknown): Place | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return importer(messageOf(file, error)) ?? firstPlace(relativePaths(file, stack))
}

/** Of a module that was not found: the file that wants it. */
function importer(message: string): Place | undefined {
  const source = /imported from (apps\/\S+)/.exec(message)?.[1]
  return source === undefined ? undefined : { source }
}

/** Where the stack first names a file of the apps: that is what its author can fix. */
function firstPlace(stack: string): Place | undefined {
  for (const [, source, line] of stack.matchAll(/(?:^|[\s(])(apps\/[^\s:()]+):(\d+)/g)) {
    if (source !== undefined && line !== undefined && !source.includes('node_modules')) return { source, line }
  }
  return undefined
}

function relativePaths(file: EstateFile, text: string): string {
  const relative = text.replaceAll(`${pathToFileURL(file.root).href}/`, '').replaceAll(`${file.root}${sep}`, '')
  // One of several revisions of it.
  return relative.replaceAll(/(\.(?:[cm]?[jt]s|json))\?revision=\d+/g, '$1')
}

function sourceOf(file: EstateFile, path: string): string {
  return relative(file.root, path).replaceAll(sep, '/')
}

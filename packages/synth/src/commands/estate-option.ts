import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { didYouMean } from '@homelab/estate/nearest'
import { UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { printable } from '../cli/printable.ts'
import { type EstateFile, estateFile } from '../load.ts'

const DEFAULT_OUT = 'dist'

export const estateOption = {
  type: 'text',
  value: 'NAME|PATH',
  help: 'apps/NAME/estate.ts (or .js), or a file or folder (default: the main estate, see package.json)',
} as const

export const revisionOption = {
  type: 'argument',
  value: 'REV|A..B',
  help: 'what is compared with (default: HEAD)',
} as const

export const outOption = {
  type: 'text',
  value: 'DIR',
  help: `the folder to render into (default: ${DEFAULT_OUT}, for the main estate)`,
} as const

export const noTypesOption = {
  type: 'flag',
  help: 'do not check the types: only where there is no compiler',
} as const

/** A line of its own for the end of a report, where that is so. */
export function typesWereNotChecked(types: boolean, { paint }: Context): string {
  return types ? '' : `${paint('yellow', 'the types were not checked (--no-types)')}\n`
}

/** What a run of `synth` was asked for. */
export interface SynthRequest {
  readonly file: EstateFile
  /** Absolute. */
  readonly out: string
  readonly json: boolean
  /** Whether the compiler checks the types. */
  readonly types: boolean
}

/**
 * The estate that was named, or the main one.
 *
 * @throws UsageError where there is no such estate
 */
export function findEstate(named: string | undefined, { cwd, root, mainEstate }: Context): EstateFile {
  const given = named ?? mainEstate
  if (given === undefined)
    throw new UsageError('no estate is named: say --estate NAME, or set homelab.estate in package.json')
  if (/[/\\]|\.[jt]s$/.test(given)) {
    const path = resolve(cwd, given)
    const file = existsSync(path) && statSync(path).isDirectory() ? moduleIn(path) : path
    if (!existsSync(file)) throw new UsageError(`there is no estate at ${file}`)
    return estateFile(file)
  }
  const file = moduleIn(join(root, 'apps', given))
  if (existsSync(file)) return estateFile(file)
  const names = estateNames(root)
  const list = names.length === 0 ? 'none' : names.join(', ')
  throw new UsageError(`there is no estate ${given} in apps/; there is ${list}${didYouMean(given, names)}`)
}

/**
 * The out folder, absolute. Only the main estate has one by default: another estate's files in its place would
 * remove all of its own.
 */
export function findOut(out: string | undefined, estate: EstateFile, { cwd, root, mainEstate = '' }: Context): string {
  if (out !== undefined) return resolve(cwd, out)
  if (estate.path === moduleIn(join(root, 'apps', mainEstate))) return join(root, DEFAULT_OUT)
  throw new UsageError(`${DEFAULT_OUT}/ belongs to the estate ${mainEstate}: say --out DIR as well`)
}

/** A path as a person in this repository would write it. */
export function shown(path: string, { root }: Context): string {
  const inside = relative(root, path)
  return printable(inside === '' || inside.startsWith('..') ? path : inside.replaceAll(sep, '/'))
}

function estateNames(root: string): string[] {
  const apps = join(root, 'apps')
  if (!existsSync(apps)) return []
  return readdirSync(apps)
    .filter(name => existsSync(moduleIn(join(apps, name))))
    .sort()
}

/** The module of an estate, in TypeScript or plain JavaScript. */
function moduleIn(folder: string): string {
  const plain = join(folder, 'estate.js')
  return existsSync(plain) ? plain : join(folder, 'estate.ts')
}

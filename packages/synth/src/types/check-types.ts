import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Finding } from '@homelab/estate/model'
import type { Ran } from '@homelab/programs'
import { start } from '@homelab/programs/start'
import type { EstateFile } from '../load.ts'
import { causes, fixOf, type Placed } from './causes.ts'
import { type Compiler, typeRoots } from './compiler.ts'
import { type Diagnostic, readDiagnostics, wordsOf } from './diagnostics.ts'
import { flags } from './flags.ts'

/** What the compiler says of an estate. */
export interface CheckedTypes {
  /** Of the estate; or of the packages alone, where those have errors: all others may come from them. */
  readonly findings: readonly Finding[]
  readonly of: 'estate' | 'packages'
  /** All that have errors. */
  readonly files: ReadonlySet<string>
}

/** Long past what a thousand services take. */
const TIMEOUT_MS = 120_000

/**
 * It is written in Go, and lives for half a second: freeing memory meanwhile takes a third of its work. Past a size it is freed
 * all the same: https://go.dev/doc/gc-guide#Memory_limit
 */
const memory = { GOGC: 'off', GOMEMLIMIT: '1GiB' }

/** The compiler's word on a file that it can't write: what it would have kept is worked out again, and the rest is right. */
const NOT_KEPT = 'TS5033'

/** Further places of one mistake that are named. */
const PLACES = 5

/**
 * Starts the compiler over all modules that an estate imports. It works while this process goes on; the promise never
 * rejects: what is wrong with the compiler is a finding as well.
 *
 * @param repository the folder of the packages, absolute
 * @param kept absolute: the file in which the compiler keeps what it found, so that it checks only what has changed since; one of
 *   the repository's cache by default, for an estate of this repository
 */
export async function checkTypes(
  file: EstateFile,
  compiler: Compiler | undefined,
  repository: string,
  kept: string | undefined = keptOf(file, repository),
): Promise<CheckedTypes> {
  if (compiler === undefined) return unchecked(file, 'there is no compiler to check the types with', INSTALL)
  const { program, args } = compiler
  const module = relative(file.root, file.path)
  const incremental = kept === undefined ? [] : ['--incremental', '--tsBuildInfoFile', kept]
  const ran = await start(program, [...args, ...flags, ...incremental, ...typeRoots(), module], {
    cwd: file.root,
    timeoutMs: TIMEOUT_MS,
    env: memory,
  })
  return judged(file, ran, repository)
}

function keptOf({ path, root }: EstateFile, repository: string): string | undefined {
  if (root !== repository) return undefined
  return join(root, 'node_modules', '.cache', 'types', `${basename(dirname(path))}.tsbuildinfo`)
}

const INSTALL = 'run `mise run setup`, or go on without with --no-types'

function judged(file: EstateFile, ran: Ran, repository: string): CheckedTypes {
  const { problem } = ran
  if (problem === undefined) return { findings: [], of: 'estate', files: new Set() }
  const diagnostics = readDiagnostics(ran.stdout)
  if (diagnostics.length === 0 || ran.exitCode === undefined)
    return unchecked(file, `the compiler failed: ${problem}`, INSTALL)
  const told = diagnostics.filter(({ code }) => code !== NOT_KEPT)
  return judgedTypes(file, told, repository)
}

/** What the compiler said, as findings. */
export function judgedTypes(file: EstateFile, diagnostics: readonly Diagnostic[], repository: string): CheckedTypes {
  // Errors of the compiler itself, or of how it is installed: what it says of the estate then means nothing.
  const own = diagnostics.find(({ at }) => at === undefined)
  if (own !== undefined) return unchecked(file, `the compiler says ${own.code}: ${wordsOf(own)}`, INSTALL)
  const placed = diagnostics.map(diagnostic => ({ ...diagnostic, place: placeOf(file, repository, diagnostic) }))
  const below = placed.filter(({ place }) => place.package)
  const shown = below.length > 0 ? below : placed
  return {
    findings: causes(shown).map(finding),
    of: below.length > 0 ? 'packages' : 'estate',
    files: new Set(shown.map(({ place }) => place.file)),
  }
}

/** Files of the estate are named from its root, those of the packages from the repository's. */
function placeOf({ root }: EstateFile, repository: string, { at }: Diagnostic): Placed['place'] {
  const { path, line, column } = at ?? { path: '', line: 1, column: 1 }
  const absolute = resolve(root, path)
  const names = [root, repository].map(folder => relative(folder, absolute).replaceAll(sep, '/'))
  const file = names.find(name => !name.startsWith('..')) ?? absolute
  return { file, line, column, package: names.some(name => /^(packages|ansible-gen)\//.test(name)) }
}

function finding(same: readonly Placed[]): Finding {
  const [first, ...others] = same as readonly [Placed, ...Placed[]]
  const { package: isPackage, ...where } = first.place
  return {
    code: 'wrong-type',
    where: { subject: isPackage ? 'packages' : subjectOf(where.file), ...where },
    problem: `${wordsOf(first)}${also(others)}`,
    fix: fixOf(first),
  }
}

function also(others: readonly Placed[]): string {
  if (others.length === 0) return ''
  const named = others.slice(0, PLACES).map(({ place }) => `${place.file}:${place.line}:${place.column}`)
  const more = others.length - named.length
  return `, also in ${named.join(', ')}${more === 0 ? '' : ` and ${more} more places`}`
}

/** A service is named after its file. */
function subjectOf(file: string): string {
  return basename(dirname(file)) === 'services' && !/^index\./.test(basename(file))
    ? basename(file).replace(/\.[cm]?[jt]s$/, '')
    : 'estate'
}

function unchecked(file: EstateFile, problem: string, fix: string): CheckedTypes {
  const source = relative(file.root, file.path).replaceAll(sep, '/')
  const finding: Finding = { code: 'unchecked-types', where: { subject: 'estate', file: source }, problem, fix }
  return { findings: [finding], of: 'estate', files: new Set() }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { API, type Diagnostic as Said, type Snapshot } from 'typescript/unstable/async'
import type { EstateFile } from '../load.ts'
import { type CheckedTypes, judgedTypes } from './check-types.ts'
import { typeRoots } from './compiler.ts'
import type { Diagnostic } from './diagnostics.ts'
import { compilerOptions } from './flags.ts'

/** Files that changed since they were checked last, absolute. */
export interface FileChanges {
  readonly changed: string[]
  readonly created: string[]
  readonly deleted: string[]
}

/** A compiler that goes on running: after the first time it reads only what changed. */
export interface WarmTypes {
  /** @throws Error where the compiler is not what it was when this was written, or has ended */
  readonly check: (changes: FileChanges) => Promise<CheckedTypes>
  readonly close: () => Promise<void>
}

/**
 * Checks the types of an estate again and again, as `checkTypes` does once. The packages are checked the first time: none of them
 * reads a file of an estate.
 *
 * @param repository the folder of the packages, absolute
 */
export function warmTypes(file: EstateFile, repository: string): WarmTypes {
  const folder = mkdtempSync(join(tmpdir(), 'types-of-watch-'))
  const config = join(folder, 'tsconfig.json')
  const [, types] = typeRoots()
  const options = { ...compilerOptions, typeRoots: types === undefined ? [] : [types] }
  // A file, and not one that it asks this process for: it would wait for the answer even when it is to end.
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: [file.path] }))
  const api = new API({ cwd: file.root })
  let last: Snapshot | undefined
  let isClosed = false
  // Whoever asks after the end would start the compiler again.
  const whileOpen = (): void => {
    if (isClosed) throw new Error('the compiler has ended')
  }
  let ofPackages: readonly Diagnostic[] | undefined
  return {
    check: async changes => {
      whileOpen()
      const next = await api.updateSnapshot(last === undefined ? { openProjects: [config] } : { fileChanges: changes })
      whileOpen()
      await last?.dispose()
      last = next
      const project = next.getProject(config)
      if (project === undefined) throw new Error('the compiler knows nothing of the estate')
      const { program } = project
      async function ask<T>(question: () => Promise<readonly T[]>): Promise<readonly T[]> {
        whileOpen()
        return question()
      }
      const general = [
        await ask(() => program.getConfigFileParsingDiagnostics()),
        await ask(() => program.getProgramDiagnostics()),
      ].flat()
      const names = await ask(() => program.getSourceFileNames())
      const own = names.filter(name => isOwn(name, repository))
      ofPackages ??= await saidOf(
        program,
        names.filter(name => isPackage(name, repository)),
        whileOpen,
      )
      const found = [...general.map(read), ...ofPackages, ...(await saidOf(program, own, whileOpen))]
      return judgedTypes(file, found, repository)
    },
    close: () => {
      isClosed = true
      rmSync(folder, { recursive: true, force: true })
      return api.close()
    },
  }
}

type Program = ReturnType<Snapshot['getProjects']>[number]['program']

/** Where a file can't be parsed, nothing else is said: as of the whole at once. */
async function saidOf(
  program: Program,
  names: readonly string[],
  whileOpen: () => void,
): Promise<readonly Diagnostic[]> {
  const ask = async (question: (name: string) => Promise<readonly Said[]>): Promise<readonly Said[]> => {
    whileOpen()
    return (await Promise.all(names.map(question))).flat()
  }
  const syntax = await ask(name => program.getSyntacticDiagnostics(name))
  if (syntax.length > 0) return syntax.map(read)
  const bound = await ask(name => program.getBindDiagnostics(name))
  return [...bound, ...(await ask(name => program.getSemanticDiagnostics(name)))].map(read)
}

function isPackage(name: string, repository: string): boolean {
  return ['packages', 'ansible-gen'].some(folder => name.startsWith(`${join(repository, folder)}/`)) && !isLibrary(name)
}

function isOwn(name: string, repository: string): boolean {
  return !isPackage(name, repository) && !isLibrary(name)
}

function isLibrary(name: string): boolean {
  return name.includes('/node_modules/') || /\.d\.[cm]?ts$/.test(name)
}

function read({ fileName, pos, code, text, messageChain = [] }: Said): Diagnostic {
  const lines = [text.split('\n'), messageChain.flatMap(chained)].flat()
  const said = { code: `TS${code}`, lines: lines.map(line => line.trim()) }
  return fileName === undefined ? said : { at: { path: fileName, ...placeIn(fileName, pos) }, ...said }
}

function chained({ text, messageChain = [] }: Said): readonly string[] {
  return [...text.split('\n'), ...messageChain.flatMap(chained)]
}

/** Counted from one. */
function placeIn(path: string, at: number): { readonly line: number; readonly column: number } {
  const before = readFileSync(path, 'utf8').slice(0, at)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: at - start + 1 }
}

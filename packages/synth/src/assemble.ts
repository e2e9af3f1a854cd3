import { posix } from 'node:path'
import type { Finding, RenderedFile } from '@homelab/estate/model'
import { byPath, fold, foldersOf, pathProblem } from './paths.ts'
import type { Tree, TreeFile } from './tree.ts'

/** What one projection rendered. */
export interface TargetFiles {
  readonly target: string
  readonly files: readonly RenderedFile[]
}

/**
 * Gathers the files of all projections into one tree. The first of two files that claim one place stays in it, the
 * second becomes a `duplicate-path` finding; an unsafe path becomes an `invalid-path` finding.
 */
export function assemble(targets: readonly TargetFiles[]): Tree {
  const findings: Finding[] = []
  const claims = new Claims()
  for (const { target, files } of targets) {
    for (const rendered of files) {
      const file: TreeFile = { ...rendered, target }
      const problem = pathProblem(file.path)
      if (problem === undefined) claims.add(file, findings)
      else findings.push(unsafe(file, problem))
    }
  }
  return { files: claims.files().sort(byPath), findings }
}

/** Who claims which file and folder, where names that differ only by case are one (as macOS has it). */
class Claims {
  readonly #files = new Map<string, TreeFile>()
  readonly #folders = new Map<string, { readonly path: string; readonly by: TreeFile }>()

  /** Folders that hold a file: they, and those above, are known, and can become no file. */
  readonly #entered = new Set<string>()

  files(): TreeFile[] {
    return [...this.#files.values()]
  }

  add(file: TreeFile, findings: Finding[]): void {
    const key = fold(file.path)
    const same = this.#files.get(key)
    if (same !== undefined) {
      findings.push(duplicate(file, same, same.path === file.path ? 'both render it' : 'differ only by case'))
      return
    }
    const below = this.#folders.get(key)
    if (below !== undefined) {
      findings.push(duplicate(file, below.by, 'need it as a file and as a folder'))
      return
    }
    const parent = posix.dirname(file.path)
    if (this.#entered.has(parent)) {
      this.#files.set(key, file)
      return
    }
    const folders = foldersOf(file.path).map(path => ({ path, key: fold(path) }))
    for (const folder of folders) {
      const above = this.#files.get(folder.key)
      const known = this.#folders.get(folder.key)
      if (above !== undefined) findings.push(duplicate(file, above, 'need it as a file and as a folder'))
      else if (known !== undefined && known.path !== folder.path)
        findings.push(duplicate(file, known.by, 'have a folder that differs only by case'))
      else continue
      return
    }
    for (const { path, key } of folders) if (!this.#folders.has(key)) this.#folders.set(key, { path, by: file })
    this.#entered.add(parent)
    this.#files.set(key, file)
  }
}

function duplicate(file: TreeFile, other: TreeFile, how: string): Finding {
  const [one, two] = [describe(other), describe(file)]
  return {
    code: 'duplicate-path',
    where: { subject: file.path, ...fileOf(file) },
    problem: one === two && other.path === file.path ? `${one} renders it twice` : `${one} and ${two} ${how}`,
    ...(other.path !== file.path && { got: `${other.path} and ${file.path}` }),
    fix: 'rename what gives one of them its name, or let one projection render it',
  }
}

function unsafe(file: TreeFile, problem: string): Finding {
  return {
    code: 'invalid-path',
    where: { subject: file.target, path: 'files', ...fileOf(file) },
    problem: `a rendered file cannot have this path: ${problem}`,
    got: JSON.stringify(file.path),
    fix: 'change the name that the path is made of',
  }
}

function describe({ target, sources }: TreeFile): string {
  return sources.length === 0 ? target : `${target} (${sources.join(', ')})`
}

function fileOf({ sources: [file] }: TreeFile): { readonly file?: string } {
  return file === undefined ? {} : { file }
}

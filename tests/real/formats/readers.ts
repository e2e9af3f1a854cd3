/** Asks parsers that are not ours: the Go program in `go/`, and Python's libraries. */
import { join } from 'node:path'
import { execa } from 'execa'
import { contentsOf, madeOnce } from '../made-once.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'

/** What a parser made of one text: its tree, and the text as the format's own formatter leaves it. */
export interface Read {
  readonly tree: unknown
  readonly formatted?: string
  readonly error?: string
}

/** Reads many texts in one run of the parser. */
export type Reader = (texts: readonly string[]) => Promise<readonly Read[]>

const goFolder = join(import.meta.dirname, 'go')

/** The Go parser of the format; undefined after `skipped: no go`. Throws with go's words when the build fails. */
export async function goReader(format: 'alloy' | 'caddyfile' | 'hujson' | 'ini'): Promise<Reader | undefined> {
  const go = findProgram('go')
  if (go === undefined) {
    skipped('go')
    return undefined
  }
  const folder = await madeOnce('formats-check', contentsOf(goFolder), async at => {
    const words = ['build', '-trimpath', '-o', join(at, 'formats-check'), '.']
    await execa(go, words, { cwd: goFolder, env: { GOFLAGS: '-mod=readonly' } })
  })
  return texts => ask(join(folder, 'formats-check'), [format], texts)
}

/** Python's parser of the format; undefined after `skipped: no python3`. */
export async function pythonReader(format: 'ini' | 'nginx' | 'plist' | 'toml' | 'yaml'): Promise<Reader | undefined> {
  const environment = await python()
  if (environment === undefined) return undefined
  const script = join(import.meta.dirname, 'read.py')
  return texts => ask(environment.program('python'), [script, format], texts)
}

async function ask(program: string, args: readonly string[], texts: readonly string[]): Promise<readonly Read[]> {
  const { stdout } = await execa(program, args, { input: JSON.stringify(texts), maxBuffer: 1 << 30 })
  return JSON.parse(stdout) as readonly Read[]
}

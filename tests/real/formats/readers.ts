/** Asks parsers that are not ours: the Go program in `go/`, and Python's libraries. */
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { python } from '../python.ts'
import { neededProgram } from '../tools.ts'

/** What a parser made of one text: its tree, and the text as the format's own formatter leaves it. */
export interface Read {
  readonly tree: unknown
  readonly formatted?: string
  readonly error?: string
}

/** Reads many texts in one run of the parser. */
export type Reader = (texts: readonly string[]) => Promise<readonly Read[]>

const go = neededProgram('go')
const parsers = go === undefined ? undefined : await builtParsers(go)
const environment = await python()

/** The Go parser of the format; undefined after `skipped: no go`. */
export function goReader(format: 'alloy' | 'caddyfile' | 'hujson' | 'ini'): Reader | undefined {
  return parsers === undefined ? undefined : texts => ask(parsers, [format], texts)
}

/** Python's parser of the format; undefined after `skipped: no python3`. */
export function pythonReader(format: 'ini' | 'nginx' | 'plist' | 'toml' | 'yaml'): Reader | undefined {
  if (environment === undefined) return undefined
  const script = join(import.meta.dirname, 'read.py')
  return texts => ask(environment.program('python'), [script, format], texts)
}

async function builtParsers(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const folder = await madeOnce('formats-check', contentsOf(sources), async at => {
    const words = ['build', '-trimpath', '-o', join(at, 'formats-check'), '.']
    // As Caddy is built (../edge/caddy.ts): packages that both need, Go's own first of all, are compiled once.
    await execa(go, words, { cwd: sources, env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' } })
  })
  return join(folder, 'formats-check')
}

async function ask(program: string, args: readonly string[], texts: readonly string[]): Promise<readonly Read[]> {
  const { stdout } = await execa(program, args, { input: JSON.stringify(texts), maxBuffer: 1 << 30 })
  return JSON.parse(stdout) as readonly Read[]
}

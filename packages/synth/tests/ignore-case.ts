import fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { onTestFinished, vi } from 'vitest'

const CALLS = [
  'existsSync',
  'lstatSync',
  'readFileSync',
  'readdirSync',
  'mkdirSync',
  'writeFileSync',
  'openSync',
] as const
const CHANGES = ['renameSync', 'rmSync', 'rmdirSync'] as const

/** Until the test ends, names that differ only by case are one, and what is there keeps its own: as on macOS. */
export function ignoreCase(): void {
  const { readdirSync, existsSync } = fs
  const there = (path: string): string => {
    if (existsSync(path) || path === dirname(path)) return path
    const folder = there(dirname(path))
    const names = existsSync(folder) ? readdirSync(folder) : []
    return join(folder, names.find(name => name.toLowerCase() === basename(path).toLowerCase()) ?? basename(path))
  }
  for (const name of [...CALLS, ...CHANGES]) {
    const real = fs[name] as (...words: unknown[]) => unknown
    const spy = vi
      .spyOn(fs, name)
      .mockImplementation(((...words: unknown[]) =>
        real(...words.map(word => (typeof word === 'string' && word.startsWith('/') ? there(word) : word)))) as never)
    onTestFinished(() => spy.mockRestore())
  }
}

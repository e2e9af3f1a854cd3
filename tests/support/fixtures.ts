import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Estate } from '@homelab/estate'

/** An estate with the findings that it must give. */
export interface Fixture {
  /** Without folder and ending: `unknown-port`. */
  readonly name: string
  readonly estate: Estate
  readonly expected: readonly string[]
}

const folder = join(import.meta.dirname, '..', 'findings')

/** All fixtures below a folder of `tests/findings`, by name. */
export async function fixturesIn(kind: 'valid' | 'invalid'): Promise<Fixture[]> {
  const files = readdirSync(join(folder, kind)).sort()
  return Promise.all(
    files.map(async file => {
      const module = (await import(join(folder, kind, file))) as { default: Estate; expected: readonly string[] }
      return { name: file.replace(/\.ts$/, ''), estate: module.default, expected: module.expected }
    }),
  )
}

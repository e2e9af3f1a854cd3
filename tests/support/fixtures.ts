import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
// Before any fixture: else what it makes is noted as made by the fixture that happens to load it.
import '../findings/parts.ts'
import { type Estate, loadRenderers } from '@homelab/estate/model'

/** An estate with the findings that it must give. */
export interface Fixture {
  /** Without folder and ending: `unknown-port`. */
  readonly name: string
  readonly estate: Estate
  readonly expected: readonly string[]
  /** Below `tests`. */
  readonly file: string
  /** The lines after `// here`, where its findings must be; from 1. */
  readonly here: readonly number[]
}

const folder = join(import.meta.dirname, '..', 'findings')

/** All fixtures below a folder of `tests/findings`, by name. */
export async function fixturesIn(kind: 'valid' | 'invalid'): Promise<Fixture[]> {
  const files = readdirSync(join(folder, kind)).sort()
  return Promise.all(
    files.map(async file => {
      const module = (await import(join(folder, kind, file))) as { default: Estate; expected: readonly string[] }
      const { default: estate, expected } = module
      await loadRenderers(estate.parts)
      const here = marked(readFileSync(join(folder, kind, file), 'utf8').split('\n'))
      return { name: file.replace(/\.ts$/, ''), estate, expected, file: `findings/${kind}/${file}`, here }
    }),
  )
}

/** A comment for the compiler may stand between. */
function marked(lines: readonly string[]): readonly number[] {
  const isComment = (line: string): boolean => line.trim().startsWith('//')
  return lines.flatMap((line, index) => {
    if (line.trim() !== '// here') return []
    const after = lines.slice(index + 1).findIndex(next => !isComment(next))
    return [index + 2 + after]
  })
}

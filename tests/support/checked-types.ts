import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@homelab/estate/model'
import { execa } from 'execa'
import { root } from './sources.ts'

/** Estates whose types are wrong on purpose; the compiler of the repository leaves them out. */
const apps = join(root, 'tests', 'types')

/** What `check` finds in the estate `tests/types/apps/NAME`, by the process of the command line. */
export async function check(name: string, ...words: readonly string[]): Promise<readonly Finding[]> {
  const main = join(root, 'packages', 'synth', 'src', 'main.ts')
  const estate = join(apps, 'apps', name)
  const { stdout } = await execa('node', [main, 'check', '--estate', estate, '--json', ...words], { reject: false })
  return JSON.parse(stdout).findings
}

/** A finding as `FILE:LINE:COLUMN WORDS`. */
export function placed({ where: { file, line, column }, problem }: Finding): string {
  return `${file}:${line}:${column} ${problem}`
}

/** What the comments of an estate expect, in the same form: `// column 5: WORDS`, below the line that is wrong. */
export function expectedIn(name: string): readonly string[] {
  const folder = join(apps, 'apps', name)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.ts'))
    .flatMap(path => {
      const lines = readFileSync(join(folder, path), 'utf8').split('\n')
      return lines.flatMap((line, index) => {
        const [, column, words] = /^\s*\/\/ column (\d+): (.*)$/.exec(line) ?? []
        return words === undefined ? [] : [`apps/${name}/${path}:${index}:${column} ${words}`]
      })
    })
    .toSorted()
}

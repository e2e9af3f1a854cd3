import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { copyRepository } from '../support/copy.ts'

/** The words that name the estate of 1,000 services, and where it is rendered, in such a copy. */
export const generated = ['--estate', 'tests/bench/apps/services-1000', '--out', 'rendered'] as const

/** A copy of the repository, in which ten of 1,000 services have another image than in its only commit. */
export async function changedCopy(copy: string): Promise<void> {
  copyRepository(copy)
  rmSync(join(copy, 'dist'), { recursive: true })
  const git = (...words: readonly string[]) =>
    execa('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...words], { cwd: copy })
  const render = () => execa('node', ['packages/synth/src/start.js', 'synth', ...generated], { cwd: copy })
  await render()
  await git('init', '--quiet')
  await git('add', 'apps', 'package.json', 'rendered', 'tests/bench')
  await git('commit', '--quiet', '--message', 'before')
  const source = join(copy, 'tests/bench/generated.ts')
  const before = readFileSync(source, 'utf8')
  const after = before.replace("'1.0.0'", "index % 100 === 0 ? '1.0.1' : '1.0.0'")
  if (after === before) throw new Error('the generated services have no image of that version any more')
  writeFileSync(source, after)
  await render()
}

import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { cottageSources, cottageTrial, edited } from '../support/lab-sources.ts'
import { root as repository } from '../support/sources.ts'

interface Ran {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

type Edits = Parameters<typeof edited>[1]

/** The cottage in a git repository of its own, with a commit that is tagged `first`. */
export interface CottageRepository {
  readonly root: string
  /** The real process: sources of a revision are loaded by hooks of Node's. */
  readonly run: (command: string, ...words: readonly string[]) => Promise<Ran>
  /** The estate with edits, and what it renders. */
  readonly put: (edits: Edits) => Promise<void>
  readonly commit: (message: string) => Promise<void>
  readonly reset: (revision: string) => Promise<void>
  readonly without: (path: string) => void
  readonly remove: () => void
}

export async function cottageRepository(): Promise<CottageRepository> {
  const root = mkdtempSync(join(tmpdir(), 'cottage-'))
  const git = async (...words: readonly string[]): Promise<void> => {
    await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: root })
  }
  const put = async (edits: Edits): Promise<void> => {
    const sources = edited(cottageSources, edits, 'cottage')
    const outcome = await cottageTrial.run(sources)
    if ('failed' in outcome) throw new Error(outcome.failed)
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    const files = [...outcome.files].map(([path, { content }]) => [`dist/${path}`, content] as const)
    for (const [path, text] of [...sources, ...files]) {
      mkdirSync(join(root, path, '..'), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  const commit = async (message: string): Promise<void> => {
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
  }
  cpSync(join(repository, 'tests/fixtures/cottage/apps'), join(root, 'apps'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, '.gitignore'), 'node_modules\n')
  writeFileSync(join(root, 'apps/cottage/package.json'), '{ "type": "module" }\n')
  await git('init', '--quiet')
  await put({})
  await commit('first')
  await git('tag', 'first')
  return {
    ...{ root, put, commit },
    run: async (command, ...words) => {
      const start = join(repository, 'packages/synth/src/start.js')
      const where = ['--estate', join(root, 'apps/cottage'), '--out', join(root, 'dist')]
      const ran = await execa('node', [start, command, ...where, ...words], {
        cwd: root,
        reject: false,
        stripFinalNewline: false,
      })
      return { code: ran.exitCode, out: ran.stdout.replaceAll(`${root}/`, ''), err: ran.stderr }
    },
    reset: revision => git('reset', '--quiet', '--hard', revision),
    without: path => rmSync(join(root, path)),
    remove: () => rmSync(root, { recursive: true }),
  }
}

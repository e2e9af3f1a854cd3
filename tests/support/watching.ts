import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { root as repository } from './sources.ts'

/** Long past what a busy machine takes. */
const PATIENCE_MS = 90_000

/** An estate in a git repository of its own, and `watch` as a process over it. */
export interface Watching {
  readonly root: string
  /** Writes a file below `apps/cottage/`, as an editor does: aside, then over it. */
  readonly save: (path: string, text: string) => void
  readonly git: (...words: readonly string[]) => Promise<void>
  readonly start: (...words: readonly string[]) => WatchProcess
  readonly remove: () => void
}

export interface WatchProcess {
  readonly child: ReturnType<typeof child>
  /** What came since the last time that this was waited for, up to and including what is looked for. */
  readonly until: (what: RegExp) => Promise<string>
  /** Everything so far. */
  readonly said: () => string
  /** As Ctrl-C does it; the exit code, or the signal that ended it. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | string | undefined>
}

export async function watching(): Promise<Watching> {
  const root = mkdtempSync(join(tmpdir(), 'watch-'))
  cpSync(join(repository, 'tests/fixtures/cottage/apps'), join(root, 'apps'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'apps/cottage/package.json'), '{ "type": "module" }\n')
  writeFileSync(join(root, '.gitignore'), 'node_modules\n')
  const where = ['--estate', join(root, 'apps/cottage'), '--out', join(root, 'dist')]
  const program = join(repository, 'packages/synth/src/start.js')
  const git = async (...words: readonly string[]): Promise<void> => {
    await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: root })
  }
  await execa('node', [program, 'synth', ...where], { cwd: root })
  await git('init', '--quiet')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'first')
  return {
    root,
    git,
    save: (path, text) => {
      const file = join(root, 'apps/cottage', path)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(`${file}.new`, text)
      // A rename takes the place of the old file at once.
      renameSync(`${file}.new`, file)
    },
    start: (...words) => started(child([program, 'watch', ...where, ...words], root)),
    remove: () => rmSync(root, { recursive: true }),
  }
}

function child(words: readonly string[], cwd: string) {
  return execa('node', words, { cwd, reject: false, all: true })
}

function started(process: WatchProcess['child']): WatchProcess {
  let said = ''
  let read = 0
  let heard: () => void = () => {}
  process.all.setEncoding('utf8').on('data', (text: string) => {
    said += text
    heard()
  })
  return {
    child: process,
    said: () => said,
    until: async what => {
      const { promise, resolve, reject } = Promise.withResolvers<string>()
      const timer = setTimeout(() => reject(new Error(`no ${what} in: ${said.slice(read)}`)), PATIENCE_MS)
      heard = () => {
        const found = what.exec(said.slice(read))
        if (found === null) return
        const end = read + found.index + found[0].length
        resolve(said.slice(read, end))
        read = end
        heard = () => {}
      }
      heard()
      return promise.finally(() => clearTimeout(timer))
    },
    end: async (signal = 'SIGINT') => {
      process.kill(signal)
      const { exitCode, signal: by } = await process
      return exitCode ?? by
    },
  }
}

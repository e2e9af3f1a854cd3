/** A fresh copy of the repository, and a person's machine that has Node.js, npm, git, coreutils and nothing else. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { findProgram } from '../tools.ts'

const repository = join(import.meta.dirname, '../../..')
/** How the network of this machine is reached is no matter of a home. */
const network = /^(https?_proxy|no_proxy|npm_config_registry|node_extra_ca_certs|ssl_cert_\w+|pip_(cert|index_url))$/i

const programs = [
  ...['node', 'npm', 'npx', 'git', 'sh'],
  // Of coreutils, what scripts may take for granted.
  ...'basename cat chmod cp cut date dirname echo env false head id install ln ls mkdir mktemp mv printf pwd readlink'.split(
    ' ',
  ),
  ...'realpath rm rmdir sha256sum sleep sort stat tail tee test touch tr true uname uniq wc whoami'.split(' '),
]

interface Tried {
  readonly code: number | undefined
  /** What the task said, without what mise says about it. */
  readonly lines: readonly string[]
  readonly all: string
}

export interface EmptyHome {
  /** `mise run TASK`, with nobody to answer a question. */
  readonly mise: (task: string, ...words: readonly string[]) => Promise<Tried>
  /** Installs a program, as a link. */
  readonly install: (program: string, at?: string) => void
  readonly remove: () => void
}

/** @throws where the copy can't be made */
export async function emptyHome(): Promise<EmptyHome> {
  const folder = mkdtempSync(join(tmpdir(), 'empty-home-'))
  const [clone, home, bin] = ['clone', 'home', 'bin'].map(name => join(folder, name)) as [string, string, string]
  mkdirSync(home)
  mkdirSync(bin)
  // What git lists, as it lies here: a change is tried before it is committed.
  const { stdout } = await execa('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: repository,
  })
  await execa('git', ['init', '--quiet', clone])
  await execa('tar', ['--create', '--ignore-failed-read', '--files-from=-', '--file', join(folder, 'files.tar')], {
    cwd: repository,
    input: stdout,
  })
  await execa('tar', ['--extract', '--file', join(folder, 'files.tar')], { cwd: clone })
  const install = (program: string, at = findProgram(program)): void => {
    if (at === undefined || existsSync(join(bin, program))) return
    symlinkSync(at, join(bin, program))
  }
  for (const program of programs) install(program)
  const connection = Object.fromEntries(Object.entries(process.env).filter(([name]) => network.test(name)))
  const mise = async (task: string, ...words: readonly string[]): Promise<Tried> => {
    const ran = await execa('npx', ['--yes', '@jdxcode/mise', 'run', task, ...words], {
      cwd: clone,
      env: { ...connection, HOME: home, PATH: bin, TMPDIR: folder, NO_COLOR: '1' },
      extendEnv: false,
      all: true,
      reject: false,
      stdin: 'ignore',
    })
    return { code: ran.exitCode, lines: ownLines(ran.all, task), all: ran.all }
  }
  return { mise, install, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function ownLines(text: string, task: string): readonly string[] {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  const start = lines.findLastIndex(line => line.startsWith(`[${task}] $ `))
  return lines.slice(start + 1).filter(line => !/^(Finished in |\[[\w-]+\] ERROR task failed|npm notice)/.test(line))
}

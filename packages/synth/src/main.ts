import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { quickImports } from './quick-imports.ts'

// Before any other import, so that all of them profit.
const root = join(import.meta.dirname, '..', '..', '..')
quickImports(root)

const { runCli } = await import('./cli/cli.ts')
const { confirmOn } = await import('./cli/confirm.ts')
const { endOf, painter, progressOn } = await import('./cli/context.ts')
const { allProjections } = await import('./projections.ts')
const { findCompiler } = await import('./types/compiler.ts')
const { default: manifest } = await import('../package.json', { with: { type: 'json' } })
/** The repository's own package.json names the main estate; another homelab may leave it out. */
const repository = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { homelab?: { estate?: string } }

const now = (): number => performance.now()

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    out: process.stdout,
    err: process.stderr,
    isTerminal: process.stdout.isTTY === true && process.env['TERM'] !== 'dumb',
    paint: painter(process.stdout, process.env),
    progress: progressOn(process.stderr, now),
    now,
    cwd: process.cwd(),
    root,
    mainEstate: repository.homelab?.estate,
    env: process.env,
    home: homedir(),
    input: async () => (await import('node:stream/consumers')).text(process.stdin),
    confirm: confirmOn(process.stdin, process.stderr),
    ended: () => endOf(process),
    projections: allProjections,
    compiler: () => findCompiler(),
  },
  { version: `${manifest.version} (Node.js ${process.version})`, debug: process.env['DEBUG'] === '1' },
)

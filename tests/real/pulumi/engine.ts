/** Pulumi's engine and its YAML language, built from their modules once for each content, with stand-ins of providers. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { findProgram, skipped } from '../tools.ts'

/** Every version that the tests ask for: those that are rendered, and those that wrote today's state. */
const PLUGINS = ['tailscale-v0.29.2', 'tailscale-v0.24.0', 'gandi-v2.3.2', 'gandi-v2.3.0']

const sources = join(import.meta.dirname, 'go')
const cache = join(import.meta.dirname, '../../../node_modules/.cache')

const go = findProgram('go')

/** Whether there is an engine; says so when not. */
export const runnable = go !== undefined || skipped('go') === ''

/** A backend of its own, gone after the test. */
export interface Engine {
  readonly env: Readonly<Record<string, string>>
  /** Runs Pulumi in a folder. Throws with its words when it fails. */
  run(folder: string, ...words: readonly string[]): Promise<string>
  /** What providers were told: `create URN`, `configure VARIABLES`. */
  told(): readonly string[]
}

/** @throws with go's words when the build fails */
export async function engine(): Promise<Engine> {
  const programs = await build()
  const folder = mkdtempSync(join(tmpdir(), 'pulumi-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = join(folder, 'told')
  mkdirSync(join(folder, 'backend'))
  const env = {
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    PULUMI_HOME: join(programs, 'home'),
    PULUMI_BACKEND_URL: `file://${join(folder, 'backend')}`,
    PULUMI_CONFIG_PASSPHRASE: 'a passphrase',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    STANDIN_LOG: log,
  }
  return {
    env,
    run: async (cwd, ...words) => (await execa('pulumi', [...words, '--non-interactive'], { cwd, env })).stdout,
    told: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  }
}

/** A folder with the programs, and the stand-ins where the engine looks for plugins. */
async function build(): Promise<string> {
  const hash = createHash('sha256')
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true }).filter(one => one.isFile())) {
    hash.update(entry.name).update(readFileSync(join(entry.parentPath, entry.name)))
  }
  const folder = join(cache, `pulumi-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, 'pulumi-build-'))
  const modules = 'github.com/pulumi'
  const wanted = ['.', `${modules}/pulumi-yaml/cmd/pulumi-language-yaml`, `${modules}/pulumi/pkg/v3/cmd/pulumi`]
  const env = { GOFLAGS: '-mod=readonly' }
  await execa(go ?? 'go', ['build', '-trimpath', '-o', `${scratch}/`, ...wanted], { cwd: sources, env })
  for (const plugin of PLUGINS) {
    const [name = ''] = plugin.split('-v')
    cpSync(
      join(scratch, 'stacks-check'),
      join(scratch, 'home/plugins', `resource-${plugin}`, `pulumi-resource-${name}`),
    )
  }
  renameSync(scratch, folder)
  return folder
}

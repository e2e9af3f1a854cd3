/** Pulumi's engine and its YAML language, built from their modules, with stand-ins of providers. */
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { neededProgram } from '../tools.ts'

/** Every version that the tests ask for: those that are rendered, and those that wrote today's state. */
const PLUGINS = ['tailscale-v0.29.2', 'tailscale-v0.24.0', 'gandi-v2.3.2', 'gandi-v2.3.0', 'cloudflare-v6.11.0']

const go = neededProgram('go')
const programs = go === undefined ? undefined : await built(go)

/** Whether there is an engine. */
export const runnable = programs !== undefined

/** A backend of its own, gone after the test. */
export interface Engine {
  readonly env: Readonly<Record<string, string>>
  /** Runs Pulumi in a folder. Throws with its words when it fails. */
  run(folder: string, ...words: readonly string[]): Promise<string>
  /** What providers were told: `create URN`, `configure VARIABLES`. */
  told(): readonly string[]
}

export function engine(): Engine {
  const folder = mkdtempSync(join(tmpdir(), 'pulumi-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = join(folder, 'told')
  mkdirSync(join(folder, 'backend'))
  const env = {
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    PULUMI_HOME: join(programs ?? '', 'home'),
    PULUMI_BACKEND_URL: `file://${join(folder, 'backend')}`,
    PULUMI_CONFIG_PASSPHRASE: 'a passphrase',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    // A provider without a stand-in is an error, and nothing is fetched for it.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    STANDIN_LOG: log,
  }
  return {
    env,
    run: async (cwd, ...words) => (await execa('pulumi', [...words, '--non-interactive'], { cwd, env })).stdout,
    told: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  }
}

/**
 * A folder with the programs, and the stand-ins where the engine looks for plugins. The first time all modules come over
 * the network and are compiled: five minutes of one processor.
 */
function built(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  const modules = 'github.com/pulumi'
  const wanted = ['.', `${modules}/pulumi-yaml/cmd/pulumi-language-yaml`, `${modules}/pulumi/pkg/v3/cmd/pulumi`]
  return madeOnce('pulumi', [...contentsOf(sources), ...PLUGINS], async at => {
    const words = ['build', '-trimpath', '-ldflags', '-s -w', '-o', `${at}/`, ...wanted]
    await execa(go, words, { cwd: sources, env: { GOFLAGS: '-mod=readonly -buildvcs=false' } })
    for (const plugin of PLUGINS) {
      const [name = ''] = plugin.split('-v')
      const place = join(at, 'home/plugins', `resource-${plugin}`)
      mkdirSync(place, { recursive: true })
      linkSync(join(at, 'stacks-check'), join(place, `pulumi-resource-${name}`))
    }
  })
}

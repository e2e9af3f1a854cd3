/** Dex's own server, built from pinned modules, as browsers and programs see it. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { freePort } from '../free-port.ts'
import { neededProgram, skipped } from '../tools.ts'

const MODULE = 'github.com/dexidp/dex'

/** The folder with the program and its pages; undefined after `skipped: …`. It is compiled where somebody asks for it. */
export const builtDex = await program()

async function program(): Promise<string | undefined> {
  if (process.env['DEX'] !== 'build') {
    skipped('dex (set DEX=build)')
    return undefined
  }
  const go = neededProgram('go')
  return go === undefined ? undefined : build(go)
}

async function build(go: string): Promise<string> {
  const cwd = join(import.meta.dirname, 'go')
  return madeOnce('dex', contentsOf(cwd), async at => {
    await execa(go, ['build', '-trimpath', '-o', join(at, 'dex'), '.'], {
      cwd,
      env: { GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
    const { stdout: sources } = await execa(go, ['list', '-m', '-f', '{{.Dir}}', MODULE], { cwd })
    cpSync(join(sources, 'web'), join(at, 'web'), { recursive: true })
    // Modules are read-only, and so is their copy.
    await execa('chmod', ['--recursive', 'u+w', at])
  })
}

export interface Dex {
  /** Where it answers, in the place of its issuer. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts it.
 *
 * @param variables those that its pod has
 * @throws Error with what it says when it does not start
 */
export async function startDex(
  built: string,
  config: string,
  variables: Readonly<Record<string, string>>,
): Promise<Dex> {
  const folder = mkdtempSync(join(tmpdir(), 'dex-'))
  const address = `127.0.0.1:${await freePort()}`
  writeFileSync(join(folder, 'config.yaml'), config)
  const child = execa(join(built, 'dex'), [join(folder, 'config.yaml'), join(built, 'web'), address], {
    ...{ env: variables, extendEnv: false, reject: false, all: true },
  })
  let ended = false
  void child.then(() => {
    ended = true
  })
  const stop = async (): Promise<void> => {
    child.kill()
    await child
    rmSync(folder, { recursive: true })
  }
  for (let turn = 0; turn < 100; turn += 1) {
    if (ended) {
      const { all } = await child
      rmSync(folder, { recursive: true })
      throw new Error(all)
    }
    const { ok } = await fetch(`http://${address}/healthz`).catch(() => ({ ok: false }))
    if (ok) return { url: `http://${address}`, stop }
    await sleep(100)
  }
  await stop()
  throw new Error('it does not answer')
}

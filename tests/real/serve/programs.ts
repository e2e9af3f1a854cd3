/** Tailscale's daemon and command line, and the control server of its own tests, built from its module. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { neededProgram } from '../tools.ts'

const go = neededProgram('go')
const programs = go === undefined ? undefined : await built(go)

/** Whether there is a Tailscale. */
export const runnable = programs !== undefined

/** A machine of a tailnet of its own, on this one alone. */
export interface Machine {
  /** A folder for PATH, with `tailscale`. */
  readonly bin: string
  /** What the command line says, which must end well. */
  run(...words: readonly string[]): Promise<string>
  remove(): void
}

/** @param name in its tailnet */
export async function machine(name: string, ...tags: readonly string[]): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'tailnet-'))
  const bin = join(folder, 'bin')
  const socket = join(folder, 'socket')
  mkdirSync(bin)
  writeFileSync(join(bin, 'tailscale'), `#!/bin/sh\nexec ${programs}/tailscale --socket=${socket} "$@"\n`)
  chmodSync(join(bin, 'tailscale'), 0o755)
  const started: ChildProcess[] = []
  const start = (program: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const child = spawn(join(programs ?? '', program), words, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    })
    started.push(child)
    return child
  }
  const control = start('tailnet-serve', [name, ...tags])
  const url = await new Promise<string>(done => control.stdout?.once('data', text => done(String(text).trim())))
  // No network of the machine is touched, and nobody else is told anything.
  const words = [
    '--tun=userspace-networking',
    `--statedir=${folder}`,
    `--socket=${socket}`,
    '--port=0',
    '--no-logs-no-support',
  ]
  start('tailscaled', words, { HOME: folder, TS_LOGS_DIR: folder }).stdout?.resume()
  const tailscale = (...args: readonly string[]) => execa(join(bin, 'tailscale'), args, { reject: false })
  // Without relays it never says that it is up: that it has its tags is enough.
  const joined = async (): Promise<boolean> => (await tailscale('status', '--json')).stdout.includes(tags[0] ?? name)
  const hostname = name.split('.')[0] ?? name
  for (let tries = 0; tries < 60 && !(await joined()); tries++)
    await tailscale('up', `--login-server=${url}`, `--hostname=${hostname}`, '--accept-dns=false', '--timeout=1s')
  return {
    bin,
    run: async (...args) => {
      const { exitCode, stdout, stderr } = await tailscale(...args)
      if (exitCode !== 0) throw new Error(stderr)
      return stdout
    },
    remove: () => {
      for (const child of started) child.kill()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** The first time modules come over the network and are compiled: two minutes of one processor. */
function built(go: string): Promise<string> {
  const sources = join(import.meta.dirname, 'go')
  return madeOnce('tailnet-serve', contentsOf(sources), async at => {
    const wanted = ['.', 'tailscale.com/cmd/tailscale', 'tailscale.com/cmd/tailscaled']
    await execa(go, ['build', '-trimpath', '-ldflags', '-s -w', '-o', `${at}/`, ...wanted], {
      cwd: sources,
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
    })
  })
}

/** What the stand-ins of macOS's programs print is understood: the same that the roles are tried with. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from '@homelab/checkup'
import { runChecks } from '@homelab/checkup/run'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runnable, type Scene, scene } from '../standins/run.ts'

const label = 'org.example.job'
const on = { name: 'mac' }

/** Asks one question of the machine on which the stand-ins are. */
async function ask(at: Scene, question: Check['ask']): Promise<string> {
  const bin = join(at.folder, 'bin')
  mkdirSync(bin, { recursive: true })
  // The last word is the command line for the other side's shell.
  writeFileSync(join(bin, 'ssh'), '#!/bin/sh\nfor line; do :; done\nexec sh -c "$line"\n', { mode: 0o755 })
  for (const [name, value] of Object.entries(at.env)) vi.stubEnv(name, value)
  vi.stubEnv('PATH', `${bin}:${at.env.PATH}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const options = {
    timeoutMs: 5000,
    certificateDays: 1,
    connectTo: {},
    tailnet: { names: [], holds: () => false },
    kubeconfig: '',
    home: at.home,
    today: () => new Date(),
  }
  const check = { service: 'job', what: 'job', where: 'mac', ask: question }
  const [result] = await runChecks([check], options, { now: () => 0, done: () => undefined })
  return `${result?.state} ${result?.detail}`
}

function plist(at: Scene, program: string, keepAlive: boolean): string {
  const path = join(at.folder, `${label}.plist`)
  const keys = [`<key>Label</key><string>${label}</string>`, `<key>Program</key><string>${program}</string>`]
  const alive = keepAlive ? '<key>KeepAlive</key><true/>' : '<key>StartInterval</key><integer>60</integer>'
  writeFileSync(path, `<plist version="1.0"><dict>${keys.join('')}${alive}</dict></plist>`, { mode: 0o644 })
  return path
}

test.skipIf(!runnable)('a job of launchd: loaded and running, ended, not loaded', async () => {
  const at = scene()
  const question = { kind: 'launchd', on, label, root: false, runs: true } as const
  expect(await ask(at, question)).toBe('down not loaded')
  const path = plist(at, '/bin/sh', true)
  await at.run('launchctl', ['load', path])
  expect(await ask(at, question)).toMatch(/^up process \d+$/)
  await at.run('launchctl', ['unload', path])
  await at.run('launchctl', ['load', plist(at, '/nowhere/program', true)])
  expect(await ask(at, question)).toBe('down loaded, but not running; it ended with exit code 78')
})

test.skipIf(!runnable)('a daemon of root is seen by everybody', async () => {
  const at = scene()
  const question = { kind: 'launchd', on, label, root: true, runs: false } as const
  expect(await ask(at, question)).toBe('down not loaded')
  await at.run('launchctl', ['load', plist(at, '/bin/sh', false)], { env: { STANDIN_UID: '0' } })
  expect(await ask(at, question)).toBe('up loaded; its last run ended well')
})

test.skipIf(!runnable)('a service of Homebrew', async () => {
  const at = scene()
  at.give('brew', {
    prefix: join(at.folder, 'brew'),
    applications: at.folder,
    formulae: { forge: { version: '1', bins: ['forge'], service: { arguments: ['$PREFIX/bin/forge'] } } },
    casks: {},
  })
  const question = { kind: 'brew', on, formula: 'forge' } as const
  await at.run('brew', ['install', 'forge'])
  expect(await ask(at, question)).toBe('down none')
  await at.run('brew', ['services', 'start', 'forge'])
  expect(await ask(at, question)).toBe('up started')
  await at.run('brew', ['services', 'stop', 'forge'])
  expect(await ask(at, question)).toBe('down none')
})

test.skipIf(!runnable)('minikube', async () => {
  const at = scene()
  const question = { kind: 'minikube', on, profile: 'lab' } as const
  expect(await ask(at, question)).toMatch(/^down the command on mac ended with exit code 85/)
  await at.run('minikube', ['start', '--profile', 'lab'])
  expect(await ask(at, question)).toBe('up Running')
  const state = (parts: object): void =>
    at.give('minikube', { lab: { host: 'Running', port: 1, starts: [], ...parts } })
  state({ kubelet: 'Stopped', apiserver: 'Stopped' })
  expect(await ask(at, question)).toBe('down the kubelet of lab is Stopped, the API server of lab is Stopped')
  state({ workers: [{ host: 'Running', kubelet: 'Running' }] })
  expect(await ask(at, question)).toBe('up Running')
  at.give('docker', { running: false })
  expect(await ask(at, question)).toBe('down minikube prints no status')
  at.give('docker', {})
  await at.run('minikube', ['stop', '--profile', 'lab'])
  expect(await ask(at, question)).toBe('down lab is Stopped')
})

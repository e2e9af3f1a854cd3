/** PostgreSQL itself, with and without TLS, shutting down, and gone. */
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Check } from '@homelab/checkup'
import { runChecks } from '@homelab/checkup/run'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { certificatesFor } from '../edge/certificates.ts'
import { skipped } from '../tools.ts'

const programs = debianFolder() ?? void skipped('postgresql')
/** PostgreSQL refuses root: it runs as nobody then. */
const NOBODY = 65_534
const asRoot = process.getuid?.() === 0
const owner = asRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : ['env']

/** Debian keeps PostgreSQL's programs off PATH, a folder a version. */
function debianFolder(): string | undefined {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map(version => `${base}/${version}/bin`).find(bin => existsSync(`${bin}/initdb`))
}

/** A server of its own on a free port; gone after the test. */
async function server(tls: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const { key, certificate } = await certificatesFor(folder, ['localhost'])
  const own = { key: join(folder, 'own.key'), certificate: join(folder, 'own.pem') }
  copyFileSync(key, own.key)
  copyFileSync(certificate, own.certificate)
  if (asRoot) for (const path of [folder, data, own.key, own.certificate]) chownSync(path, NOBODY, NOBODY)
  const [run = '', ...as] = owner
  await execa(run, [...as, `${programs}/initdb`, '--username=postgres', '--auth=trust', '-D', data], { cwd: folder })
  const port = await freePort()
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder }
  const secure = { ssl: 'on', ssl_key_file: own.key, ssl_cert_file: own.certificate }
  const options = Object.entries({ ...settings, ...(tls && secure) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = execa(run, [...as, `${programs}/postgres`, '-D', data, ...options], { cwd: folder, reject: false })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await child
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    port,
    child,
    psql: [`${programs}/psql`, '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-c'] as const,
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>(resolve => probe.close(() => resolve()))
  return port
}

async function ask(port: number): Promise<string> {
  const check: Check = { service: 'pg', what: 'route', where: 'pg', ask: { kind: 'postgres', host: '127.0.0.1', port } }
  const options = {
    parts: [],
    timeoutMs: 5000,
    certificateDays: 1,
    connectTo: {},
    tailnet: { names: [], holds: () => false },
    kubeconfig: '',
    home: '/',
    today: () => new Date(),
  }
  const [result] = await runChecks([check], options, { now: () => 0, done: () => undefined })
  return `${result?.state} ${result?.detail}`
}

/** Asks until the answer is another than one that passes by. */
async function settled(port: number, passing: RegExp): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await ask(port)
    if (!passing.test(answer)) return answer
    await sleep(100)
  }
  return ask(port)
}

describe.skipIf(programs === undefined)('PostgreSQL', () => {
  test.each([false, true])('takes connections (TLS: %s), then is shutting down, then gone', async tls => {
    const { port, child, psql } = await server(tls)
    expect(await settled(port, /^down/)).toBe('up takes connections')
    const [program, ...words] = psql
    const session = execa(program, [...words, 'select pg_sleep(60)'], { reject: false })
    await sleep(500)
    // A smart shutdown waits for sessions, and refuses new ones: https://www.postgresql.org/docs/current/server-shutdown.html
    child.kill('SIGTERM')
    expect(await settled(port, /^up/)).toBe('down cannot connect now: the database system is shutting down')
    session.kill('SIGTERM')
    child.kill('SIGQUIT')
    expect(await settled(port, /shutting down|closed without|ECONNRESET/)).toMatch(/^down connect ECONNREFUSED/)
  })
})

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { type Check, checksOf } from '@homelab/checkup'
import { type Result, runChecks } from '@homelab/checkup/run'
import { resolvedOf } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import blumeops from '../../../apps/blumeops/estate.ts'
import { root } from '../../support/sources.ts'
import { findProgram, skipped } from '../tools.ts'
import { type Stage, stage } from './stage.ts'

const missing = findProgram('openssl') === undefined ? skipped('openssl') : undefined
const checks = checksOf(resolvedOf(blumeops))
let all: Stage

interface Row {
  readonly service: string
  readonly what: string
  readonly where: string
  readonly state: string
  readonly detail: string
}

interface Answer {
  readonly code: number | undefined
  readonly ok: boolean
  readonly rows: readonly Row[]
}

/** Runs the process; the certificates of the stand-ins last two days. */
async function servicesCheck(words: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const main = join(root, 'packages/synth/src/start.js')
  const options = ['--connect-to', all.connectTo, '--certificate-days', '1', ...words]
  return execa(process.execPath, [main, 'services-check', ...options], {
    reject: false,
    extendEnv: false,
    env: { ...all.env, ...env },
  })
}

async function asked(
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  lacks = '',
): Promise<Answer> {
  const { exitCode, stdout, stderr } = await servicesCheck(['--json', ...words], env)
  expect(stderr.split(';')[0]).toBe(lacks)
  const { ok, checks: rows } = JSON.parse(stdout) as { readonly ok: boolean; readonly checks: readonly Row[] }
  return { code: exitCode, ok, rows }
}

/** The same in this process, which is quicker. */
function askedHere(): Promise<readonly Result[]> {
  const { HOME: home, KUBECONFIG: kubeconfig } = all.env
  const connectTo = JSON.parse(readFileSync(all.connectTo, 'utf8'))
  const options = {
    parts: blumeops.parts,
    timeoutMs: 5000,
    certificateDays: 1,
    connectTo,
    tailnet: { names: [], holds: () => false },
    kubeconfig,
    home,
    today: () => new Date(),
  }
  return runChecks(checks, options, { now: () => performance.now(), done: () => undefined })
}

function failing({ rows }: Answer): readonly string[] {
  return rows.filter(({ state }) => state !== 'up').map(({ service, what, where }) => `${service} ${what} ${where}`)
}

const named = ({ service, what, where }: Check): string => `${service} ${what} ${where}`

describe.skipIf(missing !== undefined)('services-check', () => {
  beforeAll(async () => {
    all = await stage(checks)
    for (const name of ['PATH', 'STAGE'] as const) vi.stubEnv(name, all.env[name])
    const authority = readFileSync(all.env.NODE_EXTRA_CA_CERTS, 'utf8')
    setDefaultCACertificates([...getCACertificates(), authority])
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await all.end()
  })

  test('everything answers', async () => {
    const answer = await asked()
    expect(failing(answer)).toEqual([])
    expect(answer).toMatchObject({ code: 0, ok: true })
    expect(answer.rows).toHaveLength(checks.length)
  })

  test.each(checks.map(check => [named(check), check] as const))(
    'without %s exactly its row fails',
    async (_, check) => {
      const fix = await all.kill(check)
      try {
        const results = await askedHere()
        const bad = results.filter(({ state }) => state !== 'up')
        expect(bad.map(result => `${result.state} ${named(result.check)}`)).toEqual([`down ${named(check)}`])
      } finally {
        await fix()
      }
    },
  )

  test('everything answers again', async () => {
    expect(failing(await asked())).toEqual([])
  })

  test('a host that refuses: all that is on it is unknown, with the reason, and nothing else', async () => {
    writeFileSync(join(all.folder, 'unreachable'), '')
    try {
      const answer = await asked()
      expect(failing(answer)).toEqual(checks.filter(({ ask }) => 'on' in ask).map(named))
      const bad = answer.rows.filter(({ state }) => state !== 'up')
      expect(new Set(bad.map(({ state }) => state))).toEqual(new Set(['unknown']))
      expect(bad[0]?.detail).toMatch(/^ssh ended with exit code 255: .*Connection refused$/)
      expect(answer.code).toBe(1)
    } finally {
      rmSync(join(all.folder, 'unreachable'))
    }
  })

  test.each([
    ['ssh', (check: Check) => 'on' in check.ask],
    ['kubectl', (check: Check) => 'context' in check.ask && !('on' in check.ask)],
  ] as const)('without the program %s what it would ask is unknown', async (program, concerned) => {
    // Node.js is started by its path; nothing else of PATH is needed but the other stand-in.
    const bin = join(all.folder, `without-${program}`)
    await execa('cp', ['-r', join(import.meta.dirname, 'bin'), bin])
    rmSync(join(bin, program))
    const basics = join(all.folder, 'basics')
    await execa('mkdir', ['-p', basics])
    for (const name of ['sh', 'sed', 'cat', 'date', 'grep']) await execa('ln', ['-sf', findProgram(name) ?? '', basics])
    const lacks = `${program} is not installed here: what would be asked by that stays unknown`
    const answer = await asked([], { PATH: `${bin}:${basics}` }, lacks)
    expect(failing(answer)).toEqual(checks.filter(concerned).map(named))
    const details = answer.rows.filter(({ state }) => state !== 'up').map(({ state, detail }) => `${state} ${detail}`)
    expect(new Set(details)).toEqual(new Set([`unknown ${program} is not installed here`]))
    expect(answer.code).toBe(1)
  })

  test('a certificate that ends soon fails, though the service answers', async () => {
    const answer = await asked(['--certificate-days', '14'])
    const secure = checks.filter(({ ask }) => ask.kind === 'http' && ask.url.startsWith('https:'))
    expect(failing(answer)).toEqual(secure.map(named))
    expect(answer.rows.find(({ state }) => state === 'down')?.detail).toBe(
      'status 200, but its certificate ends in 1 days (fewer than 14)',
    )
  })

  test('a certificate that nobody vouches for fails', async () => {
    const { rows, code } = await asked(['--only', 'grafana'], { NODE_EXTRA_CA_CERTS: '' })
    const secure = rows.filter(({ where }) => where.startsWith('https:'))
    expect(secure.map(({ state, detail }) => `${state} ${detail}`)).toEqual(
      secure.map(() => expect.stringMatching(/^down unable to verify|^down .*certificate/)),
    )
    expect(code).toBe(1)
  })

  test('prints a table, and what it comes to', async () => {
    const { stdout, exitCode } = await servicesCheck(['--only', 'miniflux,docs'])
    expect(exitCode).toBe(0)
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^service +what +where +state +detail +ms$/)
    expect(lines.at(-1)).toMatch(/^9 up of 9, after \d+\.\d s$/)
    expect(stdout).toMatch(/^docs +public route +https:\/\/docs\.\S+\/ +up +status 200, certificate for 1 days +\d+$/m)
  })

  test.each([
    [['--only', 'grafna'], 'there is nothing to ask of grafna (did you mean grafana?)'],
    [['--timeout', 'soon'], '--timeout takes a number above 0, but got soon'],
  ])('refuses %j', async (words, message) => {
    const { exitCode, stderr } = await servicesCheck(words)
    expect(stderr).toContain(message)
    expect(exitCode).toBe(2)
  })
})

import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { runnable as python } from '../standins/run.ts'
import { type StandIns, standIns } from '../standins/standins.ts'
import { type Engine, engine, runnable } from './engine.ts'

/** The tasks of the stacks with the real engine, a stand-in of the vault, and stand-ins of the providers. */
const main = join(import.meta.dirname, '../../../packages/synth/src/start.js')
const rendered = mkdtempSync(join(tmpdir(), 'rendered-'))
const logins = { 'admin-login': 'ada@example.org', 'member-login': 'ben@example.org' }
const vault = (people: object = logins): object => ({
  session: 'signed-in',
  vaults: [
    {
      id: 'vg6xf6vvfmoh5hqjjhlhbeoaie',
      name: 'blumeops',
      items: [
        { id: 'people', title: 'Tailnet people', fields: people },
        {
          id: 'wi6bkf7bcccwfy4eu776ab4p4u',
          title: 'OAuth',
          fields: { client_id: 'the-client', client_secret: 'the-secret' },
        },
        { id: 'mco6ka3dc3rmw7zkg2dhia5d2m', title: 'Gandi', fields: { pat: 'the-token' } },
      ],
    },
  ],
})

interface Stage {
  readonly at: Engine
  readonly op: StandIns
  /** Temporary files of the task land here. */
  readonly temporary: string
  /** The stack as it is, asked of the engine. */
  state(...words: readonly string[]): Promise<string>
  /** @param name with options behind it, where it has some */
  task(name: string, more?: Readonly<Record<string, string>>, out?: string): Promise<Answer>
}

interface Answer {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
}

async function stage(stack: 'tail8d86e' | 'eblu-me', folder: 'tailnet' | 'dns', people?: object): Promise<Stage> {
  const at = engine()
  const home = mkdtempSync(join(tmpdir(), 'home-'))
  const temporary = mkdtempSync(join(tmpdir(), 'task-'))
  onTestFinished(() => {
    rmSync(home, { recursive: true, force: true })
    rmSync(temporary, { recursive: true, force: true })
  })
  const op = standIns(home, home)
  op.give('op', vault(people))
  const env = { ...op.env, ...at.env, PATH: `${op.folders}:${at.env['PATH']}`, TMPDIR: temporary }
  // A copy: Pulumi writes into the stack's file where secrets hang on a passphrase.
  const project = join(home, 'project')
  cpSync(join(rendered, 'pulumi', folder), project, { recursive: true })
  await at.run(project, 'stack', 'init', stack, '--no-select')
  return {
    at,
    op,
    temporary,
    state: (...words) => at.run(project, 'stack', ...words, '--stack', stack),
    task: async (name, more = {}, out = rendered) => {
      const done = await execa('node', [main, ...name.split(' '), '--out', out], {
        env: { ...env, ...more },
        reject: false,
      })
      return { code: done.exitCode, out: done.stdout, err: done.stderr }
    },
  }
}

describe.skipIf(!runnable || !python)('tasks of the stacks', () => {
  beforeAll(() => execa('node', [main, 'synth', '--out', rendered]))
  afterAll(() => rmSync(rendered, { recursive: true, force: true }))

  test('tailnet-preview changes nothing, and tailnet-up applies the policy with people’s logins', async () => {
    const { at, op, temporary, state, task } = await stage('tail8d86e', 'tailnet')
    expect(await task('tailnet-preview')).toMatchObject({ code: 0, err: '' })
    expect(at.told().filter(line => !line.startsWith('configure'))).toEqual([])
    const { code, out } = await task('tailnet-up')
    expect(code).toBe(0)
    expect(out).not.toMatch(/the-secret|stand-in-key/)
    expect(at.told().filter(line => line.startsWith('create')).length).toBe(4)
    expect(new Set(at.told().filter(line => line.startsWith('configure')))).toEqual(
      new Set(['configure TAILSCALE_OAUTH_CLIENT_ID,TAILSCALE_OAUTH_CLIENT_SECRET,TAILSCALE_TAILNET']),
    )
    const exported = await state('export')
    expect(exported).toContain('ada@example.org')
    expect(exported).not.toContain('person:')
    expect(await state('output', 'policy_hash')).toMatch(/^[0-9a-f]{12}$/)
    // The folder with the logins is gone; what the vault was asked for is four values a run.
    expect(readdirSync(temporary).filter(name => name.startsWith('stack-'))).toEqual([])
    expect(op.calls('op')).toHaveLength(8)
  })

  test('tailnet-preview says who gains and who loses, against what was applied last', async () => {
    const { state, task, temporary } = await stage('tail8d86e', 'tailnet')
    expect((await task('tailnet-preview')).out).toContain('Access: no earlier policy to compare with')
    expect((await task('tailnet-up')).code).toBe(0)
    const access = async (): Promise<string> => (await task('tailnet-preview')).out.split('\nAccess')[1] ?? ''
    expect(await access()).toBe(': nobody gains or loses any, against what was applied last, as Pulumi’s state has it.')
    // As if the server had not reached the NAS, and members all of it.
    const edited = (await state('export')).replaceAll(
      /\{\\"src\\": \[\\"tag:homelab\\"\], \\"dst\\": \[\\"tag:nas\\"\], \\"ip\\": \[\\"\*\\"\]\}/g,
      '{\\"src\\": [\\"ben@example.org\\"], \\"dst\\": [\\"tag:nas\\"], \\"ip\\": [\\"445\\"]}',
    )
    const file = join(temporary, 'state.json')
    writeFileSync(file, edited)
    await state('import', '--file', file)
    expect((await access()).split('\n').slice(1)).toEqual(['+ indri gains * on sifaka', '- mouse loses 445 on sifaka'])
  })

  test('a key that was revoked, or has ended, is recreated, and nothing else', async () => {
    const { at, task } = await stage('tail8d86e', 'tailnet')
    const asked = (): readonly string[] => at.told().filter(line => !line.startsWith('configure'))
    expect((await task('tailnet-up')).code).toBe(0)
    const before = asked()
    expect((await task('tailnet-up')).code).toBe(0)
    expect(asked()).toEqual(before)
    expect((await task('tailnet-up', { STANDIN_GONE: 'flyio-proxy-key' })).code).toBe(0)
    expect(asked().slice(before.length)).toEqual([expect.stringMatching(/^create \S+::flyio-proxy-key$/)])
  })

  test('without a login nothing is applied, and the message says whose it is', async () => {
    const { at, task } = await stage('tail8d86e', 'tailnet', { 'admin-login': 'ada@example.org' })
    for (const name of ['tailnet-preview', 'tailnet-up']) {
      const { code, err } = await task(name)
      expect(code).toBe(3)
      expect(err).toContain('the login of member (Tailnet people / member-login')
      expect(err).not.toMatch(/login of admin|ada@/)
    }
    expect(at.told()).toEqual([])
  })

  test('a login that is none is refused, and not shown', async () => {
    const { at, task } = await stage('tail8d86e', 'tailnet', { ...logins, 'member-login': 'somebody' })
    const { code, err } = await task('tailnet-preview')
    expect({ code, told: at.told() }).toEqual({ code: 3, told: [] })
    expect(err).toContain('not a login (expected NAME@PROVIDER) for member')
    expect(err).not.toContain('somebody')
  })

  test('dns-up applies the records with the address that is given, and asks the vault for no token it has', async () => {
    const { op, state, task } = await stage('eblu-me', 'dns')
    const given = { BLUMEOPS_REVERSE_PROXY_IP: '100.64.0.7', GANDI_PERSONAL_ACCESS_TOKEN: 'of the environment' }
    expect(await task('dns-up', given)).toMatchObject({ code: 0, err: '' })
    expect(await state('output', 'target_ip')).toBe('100.64.0.7')
    expect(op.calls('op')).toEqual([])
    expect(await task('dns-preview', { BLUMEOPS_REVERSE_PROXY_IP: '100.64.0.7' })).toMatchObject({ code: 0 })
    expect(op.calls('op')).toHaveLength(1)
  })

  test('outside of the tailnet the address is not known, and nothing is asked', async () => {
    const { at, op, task } = await stage('eblu-me', 'dns')
    const { code, err } = await task('dns-preview')
    expect({ code, told: at.told(), asked: op.calls('op') }).toEqual({ code: 3, told: [], asked: [] })
    expect(err).toContain('the address of indri.tail8d86e.ts.net is not known')
    expect(err).toContain('or set BLUMEOPS_REVERSE_PROXY_IP')
    const wrong = await task('dns-preview', { BLUMEOPS_REVERSE_PROXY_IP: 'indri' })
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining('is no IPv4 address: indri') })
  })

  test('what was not reviewed is not applied', async () => {
    const { at, task } = await stage('eblu-me', 'dns')
    const edited = mkdtempSync(join(tmpdir(), 'edited-'))
    onTestFinished(() => rmSync(edited, { recursive: true, force: true }))
    await execa('node', [main, 'synth', '--out', edited])
    writeFileSync(join(edited, 'pulumi/dns/Pulumi.yaml'), 'name: something-else\n')
    const { code, err } = await task('dns-up', { BLUMEOPS_REVERSE_PROXY_IP: '100.64.0.7' }, edited)
    expect({ code, told: at.told() }).toEqual({ code: 3, told: [] })
    expect(err).toContain('pulumi/dns/Pulumi.yaml: not there as the estate renders it')
  })

  test('drift: what was applied has none; what was changed, removed or added since is told, and never a value', async () => {
    const { state, task, temporary } = await stage('tail8d86e', 'tailnet')
    const ask = async (more = {}) => {
      const { code, out } = await task('drift --only tailnet --json', more)
      const { clean, sources } = JSON.parse(out)
      const [{ differences, unasked, compared }] = sources
      return { code, clean, differences, unasked, compared, out }
    }
    // Nothing was applied yet.
    expect((await ask()).differences.map(({ how }: { how: string }) => how)).toEqual(Array(4).fill('missing'))
    expect((await task('tailnet-up')).code).toBe(0)
    expect(await ask()).toMatchObject({ code: 0, clean: true, differences: [], unasked: [], compared: 4 })
    expect((await ask({ STANDIN_GONE: 'flyio-proxy-key' })).differences).toEqual([
      { what: 'TailnetKey flyio-proxy-key', how: 'missing', details: [] },
    ])
    const file = join(temporary, 'state.json')
    const exported = JSON.parse(await state('export'))
    const { resources } = exported.deployment
    const key = resources.find(({ urn }: { urn: string }) => urn.endsWith('::flyio-proxy-key'))
    const policy = resources.find(({ urn }: { urn: string }) => urn.includes('tailscale:index/acl:Acl::'))
    policy.inputs.acl = '{"grants": [{"src": ["ben@example.org"]}]}'
    resources.push({ ...key, urn: key.urn.replace('flyio-proxy-key', 'somebody-s-key'), id: 'somebody-s-key' })
    writeFileSync(file, JSON.stringify(exported))
    await state('import', '--file', file)
    const { code, differences, out } = await ask()
    expect(code).toBe(1)
    expect(differences).toEqual([
      { what: expect.stringMatching(/^Acl /), how: 'changed', details: ['acl'] },
      { what: 'TailnetKey somebody-s-key', how: 'extra', details: [] },
    ])
    expect(out).not.toContain('ben@example.org')
  })

  test('drift: a stack that nobody can ask is not fine', async () => {
    const { state, task } = await stage('eblu-me', 'dns')
    await state('rm', '--yes')
    const { code, out } = await task('drift --only dns', { BLUMEOPS_REVERSE_PROXY_IP: '100.64.0.7' })
    expect(code).toBe(1)
    expect(out).toMatch(/not asked {2}the records of eblu\.me: .*no stack named 'eblu-me'\s+found/s)
    const outside = await task('drift --only dns')
    expect(outside).toMatchObject({ code: 1, out: expect.stringContaining('1 could not be asked') })
  })

  test('what Pulumi says when it fails is shown', async () => {
    const { state, task } = await stage('eblu-me', 'dns')
    await state('rm', '--yes')
    const { code, out, err } = await task('dns-preview', { BLUMEOPS_REVERSE_PROXY_IP: '100.64.0.7' })
    expect(code).toBe(1)
    expect(out + err).toMatch(/no stack named 'eblu-me' found/)
    expect(err).toMatch(/^pulumi ended with exit code \d+/m)
  })
})

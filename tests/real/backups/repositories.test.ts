/**
 * Two repositories of one host as they are rendered, under real borg, borgmatic and OpenSSH: one in a folder, one on a server
 * that takes archives and deletes none. What happens to one leaves the other alone, and only its own metrics and alerts tell.
 */
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { daily, folder, host, known, opened, saved, service } from '@homelab/estate/model'
import { borgmaticOn, borgmaticSettings } from '@homelab/services'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixture } from '../../findings/parts.ts'
import { render } from '../../support/render-estate.ts'
import { firing } from '../collectors/firing.ts'
import { readMetrics, values } from '../collectors/run.ts'
import { freePort } from '../free-port.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'

const tools = await python()
const found = ['borg', 'jq', 'promtool', 'sshd', 'ssh-keyscan', 'ssh', 'ssh-keygen'].map(
  name => findProgram(name) ?? skipped(name),
)
const [borg = '', jq = '', promtool = '', sshd = '', keyscan = ''] = found
const missing = tools === undefined || found.some(program => program.startsWith('skipped'))

const home = mkdtempSync(join(tmpdir(), 'repositories-'))
const at = (path: string): string => join(home, path)
const { username: user } = userInfo()
const env = { HOME: home }
const pings: string[] = []
const said = { reject: false, all: true, env } as const
let pinged: Server
let daemon: ReturnType<typeof daemonOf> | undefined
let port = 0

async function key(path: string): Promise<string> {
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', at(path)])
  return readFileSync(at(`${path}.pub`), 'utf8').trim()
}

function daemonOf() {
  return execa(sshd, ['-D', '-e', '-f', at('sshd_config')], { reject: false })
}

/** A server with this key of its own, which lets the client in by the line that the guide says. */
async function serve(hostKey: string): Promise<void> {
  const config = [
    ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at(hostKey)}`, `AuthorizedKeysFile ${at('authorized')}`],
    ...[
      'PermitRootLogin yes',
      'StrictModes no',
      'UsePAM no',
      `PidFile ${at('sshd.pid')}`,
      `SetEnv BORG_BASE_DIR=${at('far')}`,
    ],
  ]
  writeFileSync(at('sshd_config'), `${config.join('\n')}\n`)
  // Where it runs as root it wants this folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  daemon = daemonOf()
  for (let tries = 0; tries < 100; tries++) {
    const asked = await execa(keyscan, ['-p', `${port}`, '127.0.0.1'], { reject: false })
    if (asked.stdout.includes('ssh-ed25519')) return
    await sleep(100)
  }
  throw new Error('the server does not answer')
}

async function unserve(): Promise<void> {
  daemon?.kill()
  await daemon
  daemon = undefined
}

/** Runs a rendered script as its job does. */
async function run(script: string, ...args: readonly string[]): Promise<{ code: number | undefined; all: string }> {
  const { exitCode, all } = await execa(at(`.local/bin/${script}`), args, said)
  return { code: exitCode, all }
}

async function measured(label: string): Promise<Readonly<Record<string, number>>> {
  const { code, all } = await run(`borgmatic-metrics-${label}`)
  expect(code, all).toBe(0)
  return values(await readMetrics(at(`metrics/${label}.prom`)))
}

const archives = async (label: string): Promise<number | undefined> =>
  (await measured(label))[`borgmatic_archive_count{repository="${label}"}`]
const good = async (label: string): Promise<number | undefined> =>
  (await measured(label))[`borgmatic_last_run_success{repository="${label}",action="create"}`]

/** The rendered files where the role would put them, with the values of its variables. */
function write(hostKey: string): void {
  const server = host('server', { platform: 'linux', role: 'has letters', home, user })
  const facts = {
    command: [tools?.program('borgmatic') ?? ''] as const,
    ...{ jq, borg, postgresVersion: 18, passCommand: 'echo secret', waitSeconds: 0, lockWaitSeconds: 5, checks: [] },
  }
  const log = (word: string): string => `echo ${word} >>'${at('hooks')}'`
  const nas = borgmaticSettings(server, {
    ...{ ...facts, name: 'nas', keep: { daily: 7, monthly: 12, yearly: 1 }, excludes: ['*.tmp', at('letters/drafts')] },
    repository: { path: at('nas/borg'), label: 'nas', encryption: 'repokey', appendOnly: false },
    hooks: [
      { time: 'before', run: log('before') },
      { time: 'after', run: log('after') },
      { time: 'failed', run: log('failed') },
      { time: 'ended', run: log('ended') },
      { time: 'after', of: 'check', run: log('checked') },
    ],
    ping: { to: 'uptime-kuma', url: `http://127.0.0.1:${(pinged.address() as AddressInfo).port}/push/nas` },
  })
  const offsite = borgmaticSettings(server, {
    ...{ ...facts, name: 'offsite' },
    repository: {
      ...{ path: at('far/borg'), label: 'offsite', encryption: 'repokey', appendOnly: true, prunedBy: 'the server' },
      ssh: { user, host: '127.0.0.1', port, hostKey },
    },
    ping: { to: 'healthchecks', url: `http://127.0.0.1:${(pinged.address() as AddressInfo).port}/offsite` },
  })
  const how = 'Install it.'
  const of = (label: string, settings: typeof nas, data: boolean) =>
    service(import.meta, label, {
      ...borgmaticOn(server, {
        ...{ settings, job: label, how, schedule: daily(2), measured: at(`metrics/${label}.prom`) },
        host: data ? { data: [folder(at('letters'), 'letters', saved('high'), 'Notes')] } : {},
      }),
    })
  const estate = fixture(import.meta, {
    ...{ hosts: [server], clusters: [], services: [of('nas', nas, true), of('offsite', offsite, false)] },
  })
  const { files } = render(estate)
  for (const { name, runs } of opened(estate).resolved.services) {
    for (const { path, mode } of known(runs.files)) {
      const text = files.get(`ansible/roles/${name}/templates/${path.slice(path.lastIndexOf('/') + 1)}.j2`)
      if (text === undefined || path.startsWith('/etc/')) continue
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(
        path,
        text.replaceAll(/\{\{ \w+_home(\[1:\])? \}\}/g, (_, bare) => (bare ? home.slice(1) : home)),
      )
      chmodSync(path, Number.parseInt(mode, 8))
    }
  }
}

beforeAll(async () => {
  if (missing) return
  for (const path of ['.ssh', 'far', 'nas', 'metrics', 'letters/drafts', 'letters/kept'])
    mkdirSync(at(path), { recursive: true })
  for (const path of ['a', 'kept/b', 'c.tmp', 'drafts/d']) writeFileSync(at(`letters/${path}`), path.repeat(1000))
  pinged = createServer(({ url = '' }, response) => {
    pings.push(url)
    response.end()
  })
  await new Promise<void>(done => pinged.listen(0, '127.0.0.1', done))
  port = await freePort()
  const [own, hostKey] = [await key('.ssh/borg-offsite'), await key('host')]
  await key('another')
  write(hostKey)
  // As the guide that starts from nothing says, for the repository of this name.
  const line = `command="borg serve --append-only --restrict-to-repository ${at('far/borg')}",restrict ${own}\n`
  writeFileSync(at('authorized'), line)
  await serve('host')
}, 300_000)

afterAll(async () => {
  await unserve()
  await new Promise(done => (pinged === undefined ? done(undefined) : pinged.close(done)))
  rmSync(home, { recursive: true, force: true })
})

describe.skipIf(missing)('two repositories of one host', () => {
  test('borgmatic takes both configurations', async () => {
    for (const name of ['nas', 'offsite']) {
      const config = at(`.config/borgmatic/${name}.yaml`)
      const { exitCode, all } = await execa(
        tools?.program('borgmatic') ?? '',
        ['--config', config, 'config', 'validate'],
        said,
      )
      expect(exitCode, all).toBe(0)
      const written = readFileSync(config, 'utf8')
      expect(parse(written).repositories).toHaveLength(1)
      // What the server prunes, this host prunes by no hook either.
      expect(/prune/.test(written)).toBe(name === 'nas')
    }
  })

  test('both save; the hooks run around, and each tells its own', async () => {
    for (const name of ['nas', 'offsite'])
      for (const action of ['repo-create', 'create']) {
        const { code, all } = await run(`borgmatic-run-${name}`, action)
        expect(code, all).toBe(0)
      }
    expect(readFileSync(at('hooks'), 'utf8').split('\n')).toEqual(['before', 'after', 'ended', ''])
    expect(pings).toEqual(['/push/nas?status=up&msg=finish', '/offsite'])
    const both = [await measured('nas'), await measured('offsite')] as const
    expect(both[1]).toMatchObject({ 'borgmatic_up{repository="offsite"}': 1 })
    expect(await firing(promtool, home, ...both)).toEqual([])
  })

  test('what is left out is in no archive, and the restore test of each misses nothing', async () => {
    const files = (label: string) => async () =>
      (await measured(label))[`borgmatic_source_files{repository="${label}",source="Notes"}`]
    expect([await files('nas')(), await files('offsite')()]).toEqual([2, 4])
    for (const name of ['nas', 'offsite']) {
      const { code, all } = await run(`borgmatic-restore-test-${name}`, home)
      expect(code, all).toBe(0)
      expect(all).toContain(`${at('letters')}: ${name === 'nas' ? 2 : 4} files that have not changed since are equal`)
    }
  })

  test('maintenance tells nobody of backups', async () => {
    const before = pings.length
    for (const [name, ...actions] of [
      ['nas', 'prune', 'compact', 'check'],
      ['offsite', 'check'],
    ] as const) {
      const { code, all } = await run(`borgmatic-run-${name}`, ...actions)
      expect(code, all).toBe(0)
    }
    expect(pings).toHaveLength(before)
    expect(readFileSync(at('hooks'), 'utf8')).toContain('checked')
  })

  test('while the first is away the second saves, and only the first tells', async () => {
    renameSync(at('nas'), at('gone'))
    const [first, second] = [await run('borgmatic-run-nas', 'create'), await run('borgmatic-run-offsite', 'create')]
    expect(first).toMatchObject({ code: 75, all: expect.stringContaining('there is no repository') })
    expect(second.code, second.all).toBe(0)
    expect([await good('nas'), await good('offsite')]).toEqual([0, 1])
    expect(await archives('offsite')).toBe(2)
    expect(await firing(promtool, home, await measured('nas'), await measured('offsite'))).toEqual([
      'BackupActionFailed nas',
      'BackupUnreadable nas',
    ])
    renameSync(at('gone'), at('nas'))
  })

  test('while the server is away the first saves, and only the second tells', async () => {
    await unserve()
    const before = pings.length
    const [second, first] = [await run('borgmatic-run-offsite', 'create'), await run('borgmatic-run-nas', 'create')]
    expect(second.code).not.toBe(0)
    expect(first.code, first.all).toBe(0)
    expect(pings.slice(before)).toEqual(['/offsite/fail', '/push/nas?status=up&msg=finish'])
    expect([await good('nas'), await good('offsite')]).toEqual([1, 0])
    expect(await firing(promtool, home, await measured('nas'), await measured('offsite'))).toEqual([
      'BackupActionFailed offsite',
      'BackupUnreadable offsite',
    ])
    await serve('host')
  })

  test('another server in its place gets nothing', async () => {
    await unserve()
    await serve('another')
    const { code } = await run('borgmatic-run-offsite', 'create')
    // borg does not always say what ssh said.
    const script = readFileSync(at('.local/bin/borg-offsite'), 'utf8').replace(/^exec .*$/m, '')
    const asked = await execa('sh', ['-c', `${script}\neval "$BORG_RSH -p ${port} ${user}@127.0.0.1 true"`], said)
    await unserve()
    await serve('host')
    expect(code).not.toBe(0)
    expect(asked.all).toContain('Host key verification failed')
    expect(await archives('offsite')).toBe(2)
  })

  test('who has the host frees nothing on the server, and borgmatic prunes nothing there', async () => {
    const pruned = await execa(
      tools?.program('borgmatic') ?? '',
      ['--config', at('.config/borgmatic/offsite.yaml'), 'prune'],
      said,
    )
    expect(pruned.exitCode).not.toBe(0)
    const size = (): number => sizeOf(at('far/borg/data'))
    const before = size()
    const repository = `ssh://${user}@127.0.0.1:${port}${at('far/borg')}`
    const words = { ...said, env: { ...env, BORG_PASSPHRASE: 'secret' } }
    const deleted = await execa(at('.local/bin/borg-offsite'), ['delete', '--glob-archives', '*', repository], words)
    expect(deleted.exitCode, deleted.all).toBe(0)
    await execa(at('.local/bin/borg-offsite'), ['compact', repository], words)
    expect(size()).toBeGreaterThanOrEqual(before)
    // Nor is there another one that the key opens.
    const other = await execa(at('.local/bin/borg-offsite'), ['init', '-e', 'repokey', `${repository}2`], words)
    expect(other.all).toContain('Repository path not allowed')
    expect(existsSync(at('far/borg2'))).toBe(false)
    expect(await archives('nas')).toBe(2)
  })

  /** Runs a backup into the first repository, of whose configuration something is otherwise meanwhile. */
  async function createdWith(from: string, to: string): Promise<{ code: number | undefined; hooks: string[] }> {
    const config = at('.config/borgmatic/nas.yaml')
    const whole = readFileSync(config, 'utf8')
    expect(whole).toContain(from)
    writeFileSync(config, whole.replaceAll(from, to))
    writeFileSync(at('hooks'), '')
    const { code } = await run('borgmatic-run-nas', 'create')
    writeFileSync(config, whole)
    return { code, hooks: readFileSync(at('hooks'), 'utf8').trim().split('\n') }
  }

  test('a hook that fails after, fails the run, and keeps neither the archive nor other hooks back', async () => {
    const [before, had] = [pings.length, (await archives('nas')) ?? 0]
    const { code, hooks } = await createdWith('echo after ', 'exit 3; echo after ')
    expect(code).not.toBe(0)
    expect(hooks).toEqual(['before', 'ended'])
    expect(await good('nas')).toBe(0)
    expect(await archives('nas')).toBe(had + 1)
    expect(pings.slice(before)).toEqual(['/push/nas?status=down&msg=fail'])
    expect(await firing(promtool, home, await measured('nas'), await measured('offsite'))).toContain(
      'BackupActionFailed nas',
    )
  })

  test.each(['echo before ', 'echo after '])('a hook that ends with 75 skips no backup in silence: %s', async hook => {
    expect((await createdWith(hook, `exit 75; ${hook}`)).code).not.toBe(0)
    expect(await good('nas')).toBe(0)
  })

  test('a hook that fails before, fails the run, and what runs after failures does', async () => {
    const config = at('.config/borgmatic/nas.yaml')
    writeFileSync(config, readFileSync(config, 'utf8').replace('echo before', 'exit 3; echo before'))
    writeFileSync(at('hooks'), '')
    const before = pings.length
    expect((await run('borgmatic-run-nas', 'create')).code).not.toBe(0)
    expect(readFileSync(at('hooks'), 'utf8').split('\n')).toEqual(['failed', 'ended', ''])
    expect(await good('nas')).toBe(0)
    expect(pings.slice(before)).toEqual(['/push/nas?status=down&msg=fail'])
  })
})

/** The bytes of all files below a folder. */
function sizeOf(path: string): number {
  const files = globSync('**/*', { cwd: path }).map(name => statSync(join(path, name)))
  return files.reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0)
}

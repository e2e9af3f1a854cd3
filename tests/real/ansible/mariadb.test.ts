/**
 * A MariaDB database that is written while it is saved, with real borg, borgmatic and MariaDB under the rendered files,
 * and its way back.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticRecorder,
  borgmaticRun,
  directory,
  file,
  hostService,
  restoreTest,
  systemdTimer,
} from '@homelab/ansible-gen'
import {
  daily,
  dumped,
  folder,
  host,
  mariadb,
  type ResolvedWithWorkloads,
  resolvedOf,
  saved,
  service,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docs } from '../../../packages/docs/src/index.ts'
import { fixture } from '../../findings/parts.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type LiveMariadb, mariadbPrograms, startMariadb, total } from './live-mariadb.ts'
import { writeProject } from './project.ts'

const tools = await python()
const programs = mariadbPrograms()
const needed = ['borg', 'setpriv', 'runuser'].find(name => findProgram(name) === undefined)
const missing = ((): string | undefined => {
  if (process.getuid?.() !== 0) return skipped('root')
  if (tools === undefined) return skipped('python3')
  if (programs === undefined) return skipped('mariadb-server')
  return needed === undefined ? undefined : skipped(needed)
})()
const home = mkdtempSync(join(tmpdir(), 'mariadb-'))
const kept = join(home, 'kept')
const settings: BorgmaticSettings = {
  configuration: join(home, 'etc/borgmatic.yaml'),
  command: [tools?.program('borgmatic') ?? ''],
  borg: findProgram('borg') ?? '',
  jq: '/usr/bin/jq',
  postgresPrograms: '/nowhere',
  postgresVersion: 18,
  ...present({ mariadb: programs }),
  repository: { path: join(home, 'repository'), label: 'here', encryption: 'repokey', appendOnly: false },
  passCommand: 'echo secret',
  keep: { daily: 1, monthly: 1, yearly: 1 },
  checks: [],
  lockWaitSeconds: 1,
  waitSeconds: 1,
  runner: join(home, 'etc/run'),
  recorder: join(home, 'etc/record'),
  records: join(home, 'records'),
}
const script = join(home, 'etc/restore-test')

/** An estate of one host, in which root makes the backups, and a folder that is saved holds a server's data folder. */
function lab(): ResolvedWithWorkloads {
  const box = host('box', { platform: 'linux', role: 'the machine of this test', user: 'nobody', home })
  const keeper = service(import.meta, 'keeper', {
    title: 'Keeper',
    summary: 'keeper',
    ports: {},
    workload: hostService({
      at: box,
      data: [
        folder(kept, 'notes', saved('high')),
        mariadb('app', 'accounts', dumped, { folder: join(kept, 'mysql/data'), socket: join(kept, 'mysql/s') }),
      ],
    }),
  })
  const backup = service(import.meta, 'backup', {
    title: 'Backup',
    summary: 'backup',
    ports: {},
    workload: hostService({
      at: box,
      directories: [directory(join(home, 'etc'))],
      files: [
        file(settings.configuration, '0600', borgmaticConfiguration(settings)),
        file(settings.recorder, '0755', borgmaticRecorder(settings)),
        file(settings.runner, '0755', borgmaticRun(settings)),
        file(script, '0755', restoreTest(settings)),
      ],
      programs: [
        systemdTimer('backup', {
          description: 'backup',
          program: [settings.runner, 'create'],
          schedule: daily(2),
        }),
      ],
    }),
  })
  return resolvedOf(fixture(import.meta, { hosts: [box], services: [keeper, backup] }))
}

const env = {
  PATH: `${process.env['PATH']}`,
  HOME: join(home, 'root'),
  // Of its own: borgmatic removes dumps of whatever run is under way in the same one.
  TMPDIR: join(home, 'tmp'),
  BORG_PASSCOMMAND: settings.passCommand,
}
let live: LiveMariadb

interface Said {
  readonly code: number | undefined
  readonly all: string
}

async function run(command: string, args: readonly string[], cwd: string = home): Promise<Said> {
  const { exitCode, all } = await execa(command, args, { env, extendEnv: false, all: true, reject: false, cwd })
  return { code: exitCode, all }
}

beforeAll(async () => {
  if (missing !== undefined || programs === undefined) return
  await execa('chmod', ['0711', home])
  for (const path of ['root', 'kept', 'etc', 'scratch', 'tmp']) mkdirSync(join(home, path), { mode: 0o711 })
  writeFileSync(join(kept, 'a.md'), 'a note')
  const templates = join(writeProject(lab(), join(home, 'project')), 'roles/backup/templates')
  for (const path of [settings.configuration, settings.recorder, settings.runner, script]) {
    const text = readFileSync(join(templates, `${path.split('/').at(-1)}.j2`), 'utf8')
    // As the role writes it: the host's home is where it is.
    const written = text.replaceAll(/\{\{ \w+_home \}\}/g, home).replaceAll('{{ ansible_managed }}', 'Managed.')
    writeFileSync(path, written, { mode: 0o755 })
  }
  live = await startMariadb(programs, join(kept, 'mysql'))
  const { code, all } = await run(settings.runner, ['repo-create'])
  expect(code, all).toBe(0)
})
afterAll(async () => {
  await live?.stop()
  rmSync(home, { recursive: true, force: true })
})

/** Extracts the newest archive; gives the folder and the dump in it. */
async function extract(): Promise<{ readonly folder: string; readonly dump: string }> {
  const folder = mkdtempSync(join(home, 'extracted-'))
  const { out } = await borgmatic('extract', '--archive', 'latest', '--destination', folder)
  const found = await run('find', [folder, '-path', '*/mariadb_databases/localhost/app', '-type', 'f'])
  expect(found.all, out).not.toBe('')
  return { folder, dump: found.all }
}

async function borgmatic(...args: readonly string[]): Promise<{ readonly out: string }> {
  const { code, all } = await run(settings.command[0], ['--config', settings.configuration, ...args])
  expect(code, all).toBe(0)
  return { out: all }
}

describe.skipIf(missing !== undefined)(`MariaDB under way${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('with a writer it is dumped at one moment, and its files are left out', async () => {
    const writer = await live.write()
    const { code, all } = await run(settings.runner, ['create'])
    const { commits } = await writer.stop()
    expect(code, all).toBe(0)
    expect(commits).toBeGreaterThan(1)
    const { folder, dump } = await extract()
    const balances = Array.from(
      readFileSync(dump, 'latin1').matchAll(/^INSERT INTO `account` .*VALUES \(\d+,(-?\d+),/gm),
      ([, balance]) => Number(balance),
    )
    expect(balances.reduce((sum, each) => sum + each, 0)).toBe(total)
    expect(readdirSync(join(folder, kept)).sort()).toEqual(['a.md', 'mysql'])
    expect(readdirSync(join(folder, kept, 'mysql'))).not.toContain('data')
  })

  test('the restore test loads it into a scratch server, compares, and leaves nothing', async () => {
    const rows = Number(await live.sql('select (select count(*) from app.account)'))
    const { code, all } = await run(script, [join(home, 'scratch')])
    expect(code, all).toBe(0)
    const [, tables, held] = /database app of MariaDB: (\d+) tables, (\d+) rows loaded and equal/.exec(all) ?? []
    expect(tables, all).toBe('3')
    expect(Number(held)).toBeGreaterThanOrEqual(rows + 4)
    expect(readdirSync(join(home, 'scratch'))).toEqual([])
    const record = JSON.parse(readFileSync(join(settings.records, 'restore-test.json'), 'utf8'))
    expect(record).toMatchObject({ success: true })
    const { all: left } = await run('ps', ['-eo', 'args'])
    expect(left.split('\n').filter(line => line.includes(join(home, 'scratch')))).toEqual([])
  })

  test('the commands of the page on backups bring it back', async () => {
    const page = String(docs.render(lab()).files.find(({ path }) => path === 'docs/backups.md')?.content)
    const [, section = ''] = page.split('Database app\n')
    const [, commands = ''] = /```sh\n([^`]*)```/.exec(section) ?? []
    const [, everything = ''] = /# all of the newest one\n(.*)\n/.exec(page) ?? []
    const lines = commands.split('\n').filter(line => line !== '' && !line.startsWith('#'))
    expect(lines, page).toHaveLength(3)
    const [find = '', ...others] = lines
    // The host is this machine, on which root runs what its login may run there.
    const bin = join(home, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'ssh'), '#!/bin/sh\nshift\nexec sh -c "$*"\n', { mode: 0o755 })
    const scratch = join(home, 'restored')
    const text = `set -e\n${everything}\nDUMP=$(${find})\n${others.join('\n')}\n`.replaceAll('/tmp/restored', scratch)
    const held = await live.sql('select count(*), sum(balance) from app.account')
    await live.sql('update app.account set balance = 0; drop table app.log')
    const { code, all } = await run('sh', ['-c', `PATH=${bin}:$PATH\nmkdir -p ${scratch}\n${text}`])
    expect(code, `${text}\n${all}`).toBe(0)
    expect(all).toContain('-- Dump completed')
    expect(await live.sql('select count(*), sum(balance) from app.account')).toBe(held)
    const kinds = 'select count(*) from information_schema'
    expect(await live.sql(`${kinds}.routines where routine_schema = 'app'`)).toBe('1')
    expect(await live.sql(`${kinds}.events where event_schema = 'app'`)).toBe('1')
    expect(await live.sql(`${kinds}.triggers where trigger_schema = 'app'`)).toBe('1')
  })

  const end = /\n(?=-- Dump completed)/
  // Where the dump of the whole archive lies, and what it says.
  let extracted: { readonly folder: string; readonly dump: string; readonly whole: string } | undefined
  test.each<readonly [string, (text: string) => string | undefined, string]>([
    ['that ends early', text => text.slice(0, text.lastIndexOf('-- Table structure')), 'is not complete'],
    ['of bad SQL', text => text.replace('CREATE TABLE `log`', 'CREATE TABEL `log`'), 'cannot be loaded'],
    ['that loses a row', text => text.replace(end, '\nDELETE FROM `log` LIMIT 1;\n'), 'differs from its dump'],
    ['of no row', text => text.replaceAll(/^INSERT INTO .*\n/gm, ''), 'holds no row'],
    ['that is gone', () => undefined, 'the archive holds no dump of app, of MariaDB'],
  ])('the restore test fails on a dump %s', async (name, spoil, said) => {
    if (extracted === undefined) {
      const made = await extract()
      extracted = { ...made, whole: readFileSync(made.dump, 'latin1') }
    }
    const { folder, dump, whole } = extracted
    const spoiled = spoil(whole)
    expect(spoiled).not.toBe(whole)
    rmSync(dump, { force: true })
    if (spoiled !== undefined) writeFileSync(dump, spoiled, 'latin1')
    const archive = `${settings.repository.path}::spoiled-${name.replaceAll(' ', '-')}`
    const made = await run(settings.borg, ['create', archive, '.'], folder)
    expect(made.code, made.all).toBe(0)
    const { code, all } = await run(script, [join(home, 'scratch')])
    const { all: removed, code: gone } = await run(settings.borg, ['delete', archive])
    expect(gone, removed).toBe(0)
    expect(code, all).toBe(1)
    expect(all.split('\n').filter(line => line.startsWith('FAILED'))).toEqual([expect.stringContaining(said)])
    expect(readdirSync(join(home, 'scratch'))).toEqual([])
  })

  test('a run without the server fails, and says so', async () => {
    await live.stop()
    const { code, all } = await run(settings.runner, ['create'])
    expect(code).not.toBe(0)
    expect(all).toContain(`the MariaDB server at ${live.socket} does not answer`)
  })
})

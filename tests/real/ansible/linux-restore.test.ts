/**
 * The restore test of a Linux host, whose backups root makes: the rendered playbook, played by a login that is not root,
 * over what real borgmatic saved under the rendered configuration.
 */

import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticRecorder,
  directory,
  file,
  hostService,
  restoreTest,
  systemdTimer,
} from '@homelab/ansible-gen'
import {
  daily,
  database,
  dumped,
  external,
  folder,
  host,
  type Needs,
  type ResolvedWithWorkloads,
  resolvedOf,
  role,
  saved,
  service,
  sqlite,
  tcp,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { fixture, secrets } from '../../findings/parts.ts'
import { freePort } from '../free-port.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { postgresPrograms } from './live-server.ts'
import { writeProject } from './project.ts'

const tools = await python()
const programs = postgresPrograms()
const needed = ['borg', 'sqlite3', 'setpriv', 'runuser'].find(name => findProgram(name) === undefined)
const missing = ((): string | undefined => {
  if (process.getuid?.() !== 0) return skipped('root')
  if (tools === undefined) return skipped('python3')
  if (programs === undefined) return skipped('postgresql')
  return needed === undefined ? undefined : skipped(needed)
})()
/** The login of the host: `nobody`. */
const login = 65534
const port = await freePort()
const home = mkdtempSync(join(tmpdir(), 'linux-restore-'))
const server = join(home, 'live')
const notes = join(home, 'notes')

const settings: BorgmaticSettings = {
  configuration: join(home, 'etc/borgmatic.yaml'),
  command: [tools?.program('borgmatic') ?? ''],
  borg: findProgram('borg') ?? '',
  jq: '/usr/bin/jq',
  postgresPrograms: programs ?? '',
  postgresVersion: 18,
  sqlite: { program: findProgram('sqlite3') ?? '', copies: join(home, 'copies') },
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

/** An estate of one host, in which root, or somebody else, makes the backups. */
function lab(user?: string): ResolvedWithWorkloads {
  const box = host('box', { platform: 'linux', role: 'the machine of this test', user: 'nobody', home })
  const sql = service(import.meta, 'sql', {
    title: 'SQL',
    summary: 'SQL',
    ports: { sql: tcp(port) },
    workload: external(box),
  })
  const keeper = service(import.meta, 'keeper', {
    title: 'Keeper',
    summary: 'keeper',
    ports: {},
    workload: hostService({
      at: box,
      data: [folder(notes, 'notes', saved('high')), sqlite(join(notes, 'x.db'), 'more notes', dumped)],
    }),
    needs: (): Needs => [database(sql, 'app', { role: { password: secrets.app.password }, backup: dumped })],
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
        file(script, '0755', restoreTest(settings)),
      ],
      programs: [
        systemdTimer('backup', {
          description: 'backup',
          program: [...settings.command, 'create'],
          schedule: daily(2),
          ...present({ user }),
        }),
      ],
    }),
    needs: (): Needs => [role(sql, 'backup', { password: secrets.app.password, reason: 'dumps' })],
  })
  return resolvedOf(fixture(import.meta, { hosts: [box], services: [sql, keeper, backup] }))
}

const project = writeProject(lab(), join(home, 'project'))
// Of its own: borgmatic removes dumps of whatever run is under way in the same one.
const temporary = join(home, 'tmp')
const env = {
  PATH: `${process.env['PATH']}`,
  HOME: join(home, 'root'),
  TMPDIR: temporary,
  BORG_PASSCOMMAND: settings.passCommand,
}

function asServer(...command: readonly string[]): Promise<unknown> {
  return execa('runuser', ['-u', 'nobody', '--', ...command], { cwd: '/' })
}

beforeAll(async () => {
  if (missing !== undefined) return
  chmodSync(home, 0o711)
  for (const path of ['root', 'notes', 'etc']) mkdirSync(join(home, path), { mode: 0o700 })
  for (const path of ['live', 'login', 'scratch']) {
    mkdirSync(join(home, path), { mode: path === 'scratch' ? 0o777 : 0o700 })
    chownSync(join(home, path), login, login)
  }
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  writeFileSync(join(notes, 'a.md'), 'for root alone')
  await execa('sqlite3', [join(notes, 'x.db'), 'create table note (text); insert into note values (1), (2), (3)'])
  for (const name of readdirSync(join(project, 'roles/backup/templates'))) {
    const path = [settings.configuration, settings.recorder, script].find(
      each => name === `${each.split('/').at(-1)}.j2`,
    )
    if (path === undefined) continue
    mkdirSync(dirname(path), { recursive: true })
    const text = readFileSync(join(project, 'roles/backup/templates', name), 'utf8')
    // As the role writes it: the host's home is where it is.
    writeFileSync(path, text.replaceAll(/\{\{ \w+_home \}\}/g, home).replaceAll('{{ ansible_managed }}', 'Managed.'), {
      mode: 0o755,
    })
  }
  await asServer(`${programs}/initdb`, '--auth=trust', '--username=backup', '-D', join(server, 'data'))
  const options = `-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories=${server} -c fsync=off`
  await asServer(
    `${programs}/pg_ctl`,
    '-D',
    join(server, 'data'),
    '-l',
    join(server, 'log'),
    '-w',
    '-o',
    options,
    'start',
  )
  const sql = 'create table entry (id int); insert into entry values (1), (2)'
  await execa(`${programs}/createdb`, ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'backup', 'app'])
  await execa(`${programs}/psql`, ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'backup', '-c', sql, 'app'])
  const [borgmatic] = settings.command
  for (const action of ['repo-create', 'create'])
    await execa(borgmatic, ['--config', settings.configuration, action], { env, extendEnv: false })
})
afterAll(async () => {
  if (missing === undefined) await asServer(`${programs}/pg_ctl`, '-D', join(server, 'data'), '-m', 'immediate', 'stop')
  rmSync(home, { recursive: true, force: true })
})

/** As the login, for whom `sudo` does what its rules let it do. */
async function play(): Promise<{ readonly code: number | undefined; readonly all: string }> {
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  const sudo = `#!/bin/sh
user=root
while :; do case $1 in -u) user=$2; shift 2 ;; -*) shift ;; *) break ;; esac; done
exec setpriv --reuid="$user" --regid="$user" --clear-groups --inh-caps=-all --ambient-caps=-all -- "$@"
`
  writeFileSync(join(bin, 'sudo'), sudo, { mode: 0o755 })
  chmodSync(join(bin, 'sudo'), 0o755)
  const caps = '+setuid,+setgid,+dac_read_search'
  const variables = {
    ansible_connection: 'local',
    ansible_python_interpreter: tools?.modules,
    restore_test_folder: join(home, 'scratch'),
  }
  const { exitCode, all } = await execa(
    'setpriv',
    [
      ...[
        `--reuid=${login}`,
        `--regid=${login}`,
        '--clear-groups',
        `--inh-caps=${caps}`,
        `--ambient-caps=${caps}`,
        '--',
      ],
      ...[tools?.program('ansible-playbook') ?? '', 'playbooks/restore-test.yml'],
      ...['--extra-vars', JSON.stringify(variables)],
    ],
    {
      cwd: project,
      all: true,
      reject: false,
      extendEnv: false,
      env: {
        PATH: `${bin}:${process.env['PATH']}`,
        HOME: join(home, 'login'),
        TMPDIR: temporary,
        LANG: 'C.UTF-8',
        ANSIBLE_PIPELINING: '1',
      },
    },
  )
  return { code: exitCode, all }
}

describe.skipIf(missing !== undefined)(
  `the restore test on Linux${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    test('restores what only root can read, with a scratch server that is not root’s', async () => {
      const { code, all } = await play()
      expect(code, all).toBe(0)
      expect(all).toContain(`${notes}: 1 files that have not changed since are equal`)
      expect(all).toContain(`database ${join(notes, 'x.db')}: whole, 1 tables, 3 rows`)
      expect(all).toContain('database app: 1 tables, 2 rows loaded and equal')
      expect(JSON.parse(readFileSync(join(settings.records, 'restore-test.json'), 'utf8'))).toMatchObject({
        success: true,
      })
      expect(readdirSync(join(home, 'scratch'))).toEqual([])
    })

    test.each([
      ['root', undefined, { become: true }],
      ['somebody else', 'keeper', { become: true, become_user: 'keeper' }],
      ['the login', 'nobody', {}],
    ])('runs as who makes the backups: %s', (_, user, expected) => {
      const folder = mkdtempSync(join(home, 'other-'))
      const text = readFileSync(join(writeProject(lab(user), folder), 'playbooks/restore-test.yml'), 'utf8')
      const [{ tasks: [task = {}] = [] } = {}] = parseYaml(text) as { tasks?: Record<string, unknown>[] }[]
      const { become, become_user } = task
      expect(present({ become, become_user })).toEqual(expected)
    })
  },
)

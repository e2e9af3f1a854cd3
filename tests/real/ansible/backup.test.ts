/** The life of a backup with real borg, borgmatic and PostgreSQL, under the rendered configuration. */
import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import {
  type BackupStage,
  configuration,
  databases,
  folders,
  noStage,
  openStage,
  repository,
  sqliteDatabase,
} from './backup-stage.ts'
import { user } from './mac.ts'

const tools = await python()
const missing = noStage(tools)
const restored = `${user.home}/restored`
/** In seconds: what is this old was done by this test, however busy the machine. */
const hour = 3600
let stage: BackupStage

beforeAll(async () => {
  if (missing === undefined && tools !== undefined) stage = await openStage(tools)
})
afterAll(() => stage?.close())

const nightly = () => stage.mac.runAgent('mcquack.eblume.borgmatic')
const weekly = () => stage.mac.runAgent('mcquack.eblume.borgmatic-maintenance')

interface Last {
  readonly success: boolean
  /** In seconds. */
  readonly age: number
}

/** Success and age of the last run of each action, as the metrics tell them. */
async function last(): Promise<Readonly<Record<'create' | 'prune' | 'check' | 'restore-test', Last>>> {
  const metrics = await stage.metrics()
  const of = (action: string): Last => {
    const value = (name: string) => metrics.get(`borgmatic_last_run_${name}{action="${action}"}`) ?? Number.NaN
    return { success: value('success') === 1, age: Date.now() / 1000 - value('timestamp_seconds') }
  }
  return { create: of('create'), prune: of('prune'), check: of('check'), 'restore-test': of('restore-test') }
}

describe.skipIf(missing !== undefined)(`the backups of the Mac${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('borgmatic validates the configuration, and would refuse another', async () => {
    expect(await stage.borgmatic('config', 'validate')).toMatchObject({ code: 0 })
    const wrong = readFileSync(stage.mac.at(configuration), 'utf8').replace('keep_daily: 7', 'keep_dayly: 7')
    stage.mac.write(`${user.home}/wrong.yaml`, wrong)
    expect((await stage.borgmatic('--config', `${user.home}/wrong.yaml`, 'config', 'validate')).code).not.toBe(0)
  })

  test('makes the repository that the configuration describes', async () => {
    const made = await stage.borgmatic('repo-create')
    expect(made.code, made.err).toBe(0)
    const { out } = await stage.borg('info', '--json', repository)
    expect(JSON.parse(out)).toMatchObject({ encryption: { mode: 'repokey' } })
    expect((await stage.borg('config', repository, 'append_only')).out).toBe('1')
  })

  test('before the first run every action is unsuccessful', async () => {
    expect(Object.values(await last()).map(({ success }) => success)).toEqual([false, false, false, false])
  })

  test('the nightly job saves every folder and every database', async () => {
    expect((await nightly()).code, stage.said('borgmatic')).toBe(0)
    const [archive] = await stage.archives()
    const { out } = await stage.borg('list', '--format', '/{path}{NL}', `${repository}::${archive}`)
    const paths = out.split('\n')
    expect(paths).toEqual(expect.arrayContaining([...folders]))
    for (const { name, hostname, port } of databases)
      expect(paths.filter(path => path.endsWith(`/postgresql_databases/${hostname}:${port}/${name}`))).toHaveLength(1)
  })

  test('files come back as they were, with their times, modes and links', async () => {
    stage.mac.folder(restored)
    const extracted = await stage.borgmatic('extract', '--archive', 'latest', '--destination', restored)
    expect(extracted.code, extracted.err).toBe(0)
    for (const folder of folders) {
      // The database is no file of the archive: see sqlite.test.ts.
      const ours = ['-r', '--no-dereference', `--exclude=${basename(sqliteDatabase)}`]
      expect(await stage.mac.run('diff', [...ours, folder, restored + folder])).toMatchObject({
        code: 0,
        out: '',
      })
      const about = async (of: string): Promise<string> =>
        (
          await stage.mac.run('sh', [
            '-c',
            'cd "$1" && find . ! -name "$2" -printf "%p %y %m %n %l %T@\\0" | sort -z',
            'sh',
            of,
            basename(sqliteDatabase),
          ])
        ).out
      expect(await about(restored + folder)).toBe(await about(folder))
    }
  })

  test.each(databases)('database $name comes back, with the steps of the restore guide', async ({ name, hostname }) => {
    const found = await stage.mac.run('find', [restored, '-path', `*/postgresql_databases/*/${name}`])
    const load = await stage.mac.run('/opt/homebrew/opt/postgresql@18/bin/pg_restore', [
      ...['--clean', '--if-exists', '--no-owner', '--no-acl', '--file=-', found.out],
    ])
    expect(load.code, load.err).toBe(0)
    await stage.live.sql('postgres', `create database copy_of_${name}`)
    await stage.live.sql(`copy_of_${name}`, load.out)
    const dump = async (database: string): Promise<string> => {
      const options = [
        '--no-owner',
        '--no-acl',
        '--no-password',
        '--host',
        hostname,
        '--username',
        'borgmatic',
        database,
      ]
      const { code, out, err } = await stage.mac.run('/opt/homebrew/opt/postgresql@18/bin/pg_dump', options)
      expect(code, err).toBe(0)
      // A random word guards each dump: https://www.postgresql.org/docs/release/15.14/
      return out.replaceAll(/^\\(un)?restrict .*$/gm, '')
    }
    expect(await dump(`copy_of_${name}`)).toBe(await dump(name))
    await stage.live.sql('postgres', `drop database copy_of_${name}`)
  })

  test('the weekly job prunes and checks', async () => {
    expect((await weekly()).code, stage.said('borgmatic-maintenance')).toBe(0)
    expect(checkTimes()).toHaveLength(2)
    expect(await stage.archives()).toHaveLength(1)
  })

  test('the metrics tell success and age of each, and the newest archive', async () => {
    const { create, prune, check } = await last()
    for (const { success, age } of [create, prune, check]) {
      expect(success).toBe(true)
      expect(age).toBeGreaterThan(-1)
      expect(age).toBeLessThan(hour)
    }
    const metrics = await stage.metrics()
    expect(metrics.get('borgmatic_up')).toBe(1)
    expect(metrics.get('borgmatic_archive_count')).toBe(1)
    expect(Date.now() / 1000 - (metrics.get('borgmatic_last_archive_timestamp') ?? 0)).toBeLessThan(hour)
    for (const source of [
      'Zettelkasten',
      'Forgejo',
      'Forgejo database',
      'borgmatic_config',
      'Documents',
      'PostgreSQL',
    ]) {
      expect(metrics.get(`borgmatic_source_files{source="${source}"}`), source).toBeGreaterThan(0)
      expect(metrics.get(`borgmatic_source_size_bytes{source="${source}"}`), source).toBeGreaterThan(0)
    }
  })

  test('the check of a week is due at the same hour of the next week, although the last one ended later', async () => {
    const minutes = 60
    for (const [path, days] of checkTimes().map((path, index) => [path, index === 0 ? 28 : 7] as const)) {
      const ended = Date.now() / 1000 - days * 24 * 3600 + 10 * minutes
      utimesSync(path, ended, ended)
    }
    expect((await weekly()).code, stage.said('borgmatic-maintenance')).toBe(0)
    for (const path of checkTimes()) expect(Date.now() - statSync(path).mtimeMs, path).toBeLessThan(1000 * hour)
  })

  test('a database that cannot be read fails the job, and the metrics say so; files and what can be dumped are saved', async () => {
    await stage.live.sql('postgres', 'revoke pg_read_all_data from borgmatic')
    expect((await nightly()).code).not.toBe(0)
    expect(stage.said('borgmatic')).toContain('permission denied')
    // borg removes the lock of one that was killed, but looks again only after a tenth of the longest wait: not here.
    expect((await stage.borg('info', repository)).code).toBe(0)
    expect((await last()).create.success).toBe(false)
    const [, partial = ''] = await stage.archives()
    expect(partial, stage.said('borgmatic')).toMatch(/^partial-/)
    const { out } = await stage.borg('list', '--format', '/{path}{NL}', `${repository}::${partial}`)
    const paths = out.split('\n')
    expect(paths).toEqual(expect.arrayContaining([...folders]))
    const dumps = paths.filter(path => path.includes('/postgresql_databases/'))
    expect(dumps.filter(path => databases.some(({ name }) => path.endsWith(`/${name}`)))).toEqual([])
    expect(paths.some(path => path.endsWith(basename(sqliteDatabase)))).toBe(true)
    // It is newer than the whole one, and takes its place nowhere.
    const [whole = ''] = await stage.archives()
    const metrics = await stage.metrics()
    expect(metrics.get('borgmatic_archive_count')).toBe(1)
    expect(metrics.get('borgmatic_last_archive_timestamp')).toBe(await begun(whole))
    const listed = (await stage.borgmatic('list', '--last', '5', '--short')).out
    expect(listed).toContain(whole)
    expect(listed).not.toContain('partial-')
    expect((await stage.borgmatic('info', '--archive', 'latest', '--json')).out).toContain(`"${whole}"`)
    const tried = await stage.mac.run(`${user.home}/.local/bin/borgmatic-restore-test`, [user.home])
    expect(tried.out).toContain(`archive ${whole}: `)
    expect(tried.code, tried.out).toBe(0)
    await stage.live.sql('postgres', 'grant pg_read_all_data to borgmatic')
    expect((await nightly()).code).toBe(0)
    expect((await last()).create.success).toBe(true)
    expect(await stage.archives()).toHaveLength(3)
    // An archive without databases takes the place of none that has them.
    const pruned = await stage.borgmatic('prune', '--keep-daily', '1', '--list')
    expect(pruned.code, pruned.err).toBe(0)
    expect(await stage.archives()).toContain(partial)
  })
})

/** When an archive was begun, in seconds. */
async function begun(archive: string): Promise<number> {
  const { out } = await stage.borg('list', '--format', '{archive} {time:%s}{NL}', repository)
  const line = out.split('\n').find(each => each.startsWith(`${archive} `)) ?? ''
  return Number(line.slice(archive.length + 1))
}

/** Files whose times tell when borgmatic checked: first the one of the archives, then the one of the repository. */
function checkTimes(): readonly string[] {
  const state = stage.mac.at(`${user.home}/.local/state/borgmatic/checks`)
  const found = readdirSync(state, { recursive: true, withFileTypes: true })
  return found
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
}

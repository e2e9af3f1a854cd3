/** The restore test against real archives and dumps: good ones, damaged ones, and what it leaves alone. */
import { readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { databases, folders, noStage, repository, sqliteDatabase } from './backup-stage.ts'
import { user } from './mac.ts'
import { openRestoreStage, type RestoreStage, scratch, script, sqliteCopy } from './restore-stage.ts'

const tools = await python()
const missing = noStage(tools)
const [database = { name: '', hostname: '', port: 0, username: '' }] = databases
const share = repository.replace(/\/$/, '')
let stage: RestoreStage

beforeAll(async () => {
  if (missing === undefined && tools !== undefined) stage = await openRestoreStage(tools)
})
afterAll(() => stage?.close())

const recorded = () => stage.recorded()
const play = () => stage.mac.play('restore-test', '--extra-vars', `restore_test_folder=${scratch}`)

describe.skipIf(missing !== undefined)(`the restore test${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('fails where nothing was ever saved', async () => {
    expect(await stage.restoreTest()).toMatchObject({
      code: 1,
      out: expect.stringContaining('the repository holds no archive'),
    })
    expect(recorded()).toMatchObject({ success: false })
  })

  test('the task plays the playbook of the rendered project', () => {
    const { tasks } = parse(readFileSync(join(import.meta.dirname, '../../../mise.toml'), 'utf8')) as {
      tasks: Record<string, unknown>
    }
    expect(tasks['restore-test']).toMatchObject({
      dir: 'dist/ansible',
      run: expect.stringMatching(/tools\/ansible\/play\.sh .* -- playbooks\/restore-test\.yml$/),
    })
  })

  test('restores and compares every folder and every database, reports, and changes nothing that is live', async () => {
    await stage.save()
    const before = { files: await stage.everything(), log: stage.live.log() }
    const played = await stage.mac.play('restore-test')
    expect(played.code, `${played.out}\n${played.err}`).toBe(0)
    for (const folder of folders)
      expect(played.out).toMatch(new RegExp(`ok      ${folder}: \\d+ files that have not changed`))
    expect(played.out).toContain('database miniflux: 3 tables, 2003 rows loaded and equal')
    expect(played.out).toContain('database teslamate: 3 tables, 501 rows loaded and equal')
    expect(played.out).toContain(`database ${sqliteDatabase}: whole, 1 tables, 2 rows`)
    expect(played.out).toContain('The newest backup can be restored.')
    const after = { files: await stage.everything(), log: stage.live.log() }
    // Its record; what borg knows of the repository for itself; where Ansible keeps its modules while they run.
    // The folder of the repository is touched when the lock comes and goes; nothing in it is.
    const allowed =
      /^\/Users\/erichblume\/(\.local\/state\/borgmatic-runs|\.cache|\.config\/borg|\.ansible)(\/|$)|^\/Volumes\/backups\/borg$/
    const changed = [...new Set([...before.files.keys(), ...after.files.keys()])].filter(
      path => before.files.get(path) !== after.files.get(path) && !allowed.test(path),
    )
    expect(changed).toEqual([])
    expect(before.files.size).toBeGreaterThan(80)
    expect(after.log).toBe(before.log)
    await stage.expectNothingLeft()
  })

  test('its success and age are metrics', async () => {
    const metrics = await stage.metrics()
    const action = '{action="restore-test"}'
    expect(metrics.get(`borgmatic_last_run_success${action}`)).toBe(1)
    const age = Date.now() / 1000 - (metrics.get(`borgmatic_last_run_timestamp_seconds${action}`) ?? 0)
    expect(age).toBeGreaterThan(-1)
    expect(age).toBeLessThan(300)
  })

  test('files that were changed or made since the archive are no fault of it, and are counted', async () => {
    stage.mac.write(`${folders[0]}/new`, 'made later')
    // It has two names.
    stage.mac.write(`${folders[0]}/plain.md`, 'changed later')
    // The content is as old as it was.
    await stage.mac.run('chmod', ['0600', `${folders[0]}/deep/er/file`])
    await stage.mac.run('rm', [`${folders[0]}/empty`])
    // Nor is a live server asked that the environment names.
    const log = stage.live.log()
    expect(
      await stage.restoreTest({ PGHOST: database.hostname, PGUSER: 'borgmatic', PGDATABASE: database.name }),
    ).toMatchObject({
      code: 0,
      out: expect.stringContaining(
        `${folders[0]}: since then 2 files changed, which are there as they were, 1 came, 1 went`,
      ),
    })
    expect(stage.live.log()).toBe(log)
  })

  test('a file whose mode alone has changed since, and that differs', async () => {
    const file = `${folders[0]}/deep/er/file`
    const text = readFileSync(stage.mac.at(file), 'utf8')
    const { mtime } = statSync(stage.mac.at(file))
    stage.mac.write(file, text.replace('f', 'F'))
    utimesSync(stage.mac.at(file), mtime, mtime)
    await stage.save()
    stage.mac.write(file, text)
    utimesSync(stage.mac.at(file), mtime, mtime)
    expect(await stage.restoreTest()).toMatchObject({ code: 1, out: expect.stringContaining(`differ:\n${file}`) })
  })

  test('a SQLite database that nobody stated', async () => {
    const file = `${folders[3]}/letters.sqlite`
    const sql = 'create table letter (text); insert into letter select randomblob(1000) from generate_series(1, 99);'
    expect((await stage.mac.run('sqlite3', [file, sql])).code).toBe(0)
    await stage.save()
    expect(await stage.restoreTest()).toMatchObject({
      code: 0,
      out: expect.stringContaining(`.${file} is a SQLite database that is saved as a file; it is whole this time`),
    })
    // As when it was read while somebody wrote it.
    const bytes = readFileSync(stage.mac.at(file))
    stage.mac.write(file, bytes.fill(0, 8192, 20_000))
    await stage.save()
    expect(await stage.restoreTest()).toMatchObject({
      code: 1,
      out: expect.stringContaining(`.${file} is a SQLite database that is saved as a file, and malformed`),
    })
    await stage.mac.run('rm', [file])
  })

  test('a copy of the SQLite database that is missing, malformed, or holds nothing', async () => {
    await stage.save()
    await stage.takeDumps()
    const outcome = async (name: string, ...options: readonly string[]): Promise<string> => {
      await stage.archive(name, ...options)
      const { code, out } = await stage.restoreTest()
      expect(code).toBe(1)
      return out
    }
    expect(await outcome('without-a-copy', '--exclude', sqliteCopy)).toContain(`holds no copy of ${sqliteDatabase}`)
    const whole = readFileSync(stage.mac.at(sqliteDatabase))
    stage.mac.write(sqliteDatabase, Buffer.from(whole).fill(7, 4096))
    expect(await outcome('malformed')).toContain(`FAILED  the copy of ${sqliteDatabase} is malformed`)
    stage.mac.write(sqliteDatabase, '')
    expect(await outcome('nothing')).toContain(`FAILED  the copy of ${sqliteDatabase} holds no table`)
    stage.mac.write(sqliteDatabase, whole)
  })

  test('a file that the archive misses', async () => {
    await stage.takeDumps()
    await stage.archive('without-a-file', '--exclude', `${folders[0]}/deep/er/file`)
    const { code, out } = await stage.restoreTest()
    expect(code).toBe(1)
    expect(out).toMatch(
      new RegExp(`FAILED  ${folders[0]}: 1 of \\d+ unchanged files are missing or differ:\n${folders[0]}/deep/er/file`),
    )
    expect(out).toContain('1 of the checks failed.')
  })

  test('a folder that the archive misses', async () => {
    await stage.archive('without-a-folder', '--exclude', folders[3] ?? '')
    expect(await stage.restoreTest()).toMatchObject({
      code: 1,
      out: expect.stringContaining(`FAILED  ${folders[3]} is not in the archive`),
    })
  })

  test('an archive without dumps: the playbook fails with the report, and the metrics with it', async () => {
    await stage.archive('without-dumps', '--exclude', 'borgmatic/postgresql_databases/*')
    const played = await play()
    expect(played.code).not.toBe(0)
    for (const { name } of databases) expect(played.out).toContain(`the archive holds no dump of ${name}`)
    expect(recorded()).toMatchObject({ success: false })
    const metrics = await stage.metrics()
    expect(metrics.get('borgmatic_last_run_success{action="restore-test"}')).toBe(0)
    await stage.expectNothingLeft()
  })

  test.each([
    ['of no bytes', () => 0],
    ['that was cut off', (size: number) => Math.floor(size / 2)],
  ])('a dump %s', async (what, left) => {
    const whole = readFileSync(stage.dump(database))
    truncateSync(stage.dump(database), left(statSync(stage.dump(database)).size))
    await stage.archive(`dump-${what.replaceAll(' ', '-')}`)
    writeFileSync(stage.dump(database), whole)
    const { code, out } = await stage.restoreTest()
    expect(code).toBe(1)
    expect(out).toContain(`FAILED  the dump of ${database.name} cannot be loaded`)
    expect(out).toContain('ok      database teslamate')
  })

  test.each([
    ['rows', 'truncate users, entries, nothing_yet', 'holds no row'],
    ['tables', 'drop table users, entries, nothing_yet cascade', 'holds no table'],
  ])('a database without %s', async (_, sql, message) => {
    await stage.live.sql(database.name, sql)
    await stage.save()
    const { code, out } = await stage.restoreTest()
    expect(code).toBe(1)
    expect(out).toContain(`FAILED  the dump of ${database.name} ${message}`)
  })

  test('interrupted, it ends its server, cleans up and counts as failed', async () => {
    const command = `
      "$1" "$2" & test=$!
      for i in $(seq 600); do
        if ls "$2"/*/server/.s.PGSQL.5432; then break; fi
        sleep 0.05
      done
      kill "$test"
      wait "$test"`
    const said = await stage.mac.run('sh', ['-c', command, 'sh', script, scratch])
    expect(said).toMatchObject({ code: 130, out: expect.stringContaining('.s.PGSQL.5432') })
    await stage.expectNothingLeft()
    expect(recorded()).toMatchObject({ success: false })
  })

  test('without a folder to work in', async () => {
    const { code, err } = await stage.mac.run(script, ['/Users/nobody'])
    expect(code).not.toBe(0)
    expect(err).toContain('/Users/nobody')
    expect(recorded()).toMatchObject({ success: false })
  })

  test('a share that is not mounted', async () => {
    await stage.mac.run('mv', [share, `${user.home}/elsewhere`])
    const played = await play()
    await stage.mac.run('mv', [`${user.home}/elsewhere`, share])
    expect(played.code).not.toBe(0)
    expect(played.out).toContain(`Repository ${share} does not exist`)
    expect(recorded()).toMatchObject({ success: false })
    await stage.expectNothingLeft()
  })

  test('an archive that is damaged', async () => {
    await stage.save()
    const segments = join(stage.mac.at(repository), 'data/0')
    for (const name of readdirSync(segments)) {
      const bytes = readFileSync(join(segments, name))
      // The manifest is small: it stays as it is, so that the archive is found.
      if (bytes.length < 50_000) continue
      for (let at = 20_000; at < bytes.length; at += 10_000) bytes[at] = (bytes[at] ?? 0) ^ 0xff
      writeFileSync(join(segments, name), bytes)
    }
    const { code, out } = await stage.restoreTest()
    expect(code).toBe(1)
    expect(out).toMatch(/FAILED {2}archive \S+ cannot be extracted/)
    expect(recorded()).toMatchObject({ success: false })
  })

  test('an archive of which borg has repaired what it could: nulls stand for the rest, and it only warns', async () => {
    const command = 'export BORG_CHECK_I_KNOW_WHAT_I_AM_DOING=YES; exec /opt/homebrew/bin/borg check --repair "$1"'
    await stage.mac.run('sh', ['-c', command, 'sh', repository], { BORG_PASSPHRASE: stage.passphrase })
    const { code, out } = await stage.restoreTest()
    expect(out).toMatch(/FAILED {2}archive \S+ cannot be extracted/)
    expect(code).toBe(1)
  })
})

/** When a backup runs, with real borg, borgmatic, PostgreSQL and processes: not at load, not too early, not twice. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolved } from '../../support/ansible.ts'
import { python } from '../python.ts'
import {
  databases,
  folders,
  noStage,
  openRepositoryStage,
  type RepositoryStage,
  repository,
  share,
} from './backup-stage.ts'
import { type LiveServer, postgresPrograms, startServer } from './live-server.ts'
import { type Said, user } from './mac.ts'

const tools = await python()
const missing = noStage(tools)
const label = 'mcquack.eblume.borgmatic'
const runner = `${user.home}/.local/bin/borgmatic-run`
const records = `${user.home}/.local/state/borgmatic-runs`
const plist = `${user.home}/Library/LaunchAgents/${label}.plist`
/** While it is there, dumps take their time. */
const hold = `${user.home}/hold`
const [{ name: database, hostname, port } = { name: '', hostname: '', port: 0 }] = databases
const address = '100.64.0.20'
let stage: RepositoryStage
let live: LiveServer | undefined

/** The estate whose backups run at another hour. */
function at(hour: number): ResolvedWithWorkloads {
  return JSON.parse(JSON.stringify(resolved).replaceAll('"cron":"0 2 * * *"', `"cron":"0 ${hour} * * *"`))
}

/** How long the script waits, as if the estate said so: to play the role takes a minute. */
async function patience(of: 'WAIT_SECONDS' | 'LOCK_WAIT_SECONDS', seconds: number): Promise<void> {
  const edit = `s/^readonly ${of}=.*/readonly ${of}='${seconds}'/`
  expect(await stage.mac.run('sed', ['-i', edit, runner])).toMatchObject({ code: 0 })
  expect(readFileSync(stage.mac.at(runner), 'utf8')).toContain(`\nreadonly ${of}='${seconds}'\n`)
}

async function play(of: ResolvedWithWorkloads, ...options: readonly string[]): Promise<Said> {
  stage.mac.render(of)
  return stage.mac.play('indri', '--tags', 'borgmatic', ...options)
}

/** Looks until it is so, for as long as a slow machine may take. */
async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let count = 0; count < 600; count++) {
    const seen = await look()
    if (seen !== undefined) return seen
    await new Promise(done => setTimeout(done, 200))
  }
  throw new Error(`not seen: ${what}\n${said()}`)
}

/** What the nightly job wrote to its logs. */
function said(): string {
  return ['out', 'err']
    .map(end => stage.mac.at(`${user.home}/Library/Logs/mcquack.borgmatic.${end}.log`))
    .map(path => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
    .join('\n')
}

const saying = (words: string): Promise<true> => until(words, () => (said().includes(words) ? true : undefined))
const ended = (): Promise<true> =>
  until('the end of the run', async () => ((await stage.mac.process(label)) === undefined ? true : undefined))
const holding = (): Promise<true> =>
  until('a dump', () => (existsSync(stage.mac.at(`${hold}.seen`)) ? true : undefined))

/** How the last run of an action ended; undefined where none did. */
function recorded(action = 'create'): boolean | undefined {
  const path = stage.mac.at(`${records}/${action}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).success : undefined
}

async function holdDumps(): Promise<void> {
  stage.mac.write(hold, '')
  await stage.mac.run('rm', ['-f', `${hold}.seen`])
}
const release = (): Promise<Said> => stage.mac.run('rm', ['-f', hold])

beforeAll(async () => {
  if (missing !== undefined || tools === undefined) return
  stage = await openRepositoryStage(tools, { unmounted: true, launches: true })
  const { mac } = stage
  for (const folder of folders) mac.write(`${folder}/file`, folder)
  // The programs of PostgreSQL, of which one can be held up.
  const programs = '/opt/homebrew/opt/postgresql@18/bin'
  await mac.run('rm', [programs])
  for (const program of ['pg_isready', 'pg_restore', 'psql'])
    mac.install(`${programs}/${program}`, `${postgresPrograms()}/${program}`)
  const slow = `if [ -e ${hold} ]; then touch ${hold}.seen; fi; while [ -e ${hold} ]; do sleep 0.1; done`
  mac.write(`${programs}/pg_dump`, `#!/bin/sh\n${slow}\nexec ${postgresPrograms()}/pg_dump "$@"\n`, 0o755)
})
afterAll(async () => {
  await live?.stop()
  await stage?.close()
})

describe.skipIf(missing !== undefined)(`runs of backups${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('the role loads its jobs, and that starts none and records nothing', async () => {
    expect((await stage.mac.launchctl('list')).out).toContain(label)
    expect(await stage.mac.process(label)).toBeUndefined()
    expect(said().trim()).toBe('')
    expect(readdirSync(stage.mac.at(records))).toEqual([])
  })

  test('no repository is made in the folder of a share that is not mounted', async () => {
    const refused = await stage.mac.run(runner, ['repo-create'])
    expect(refused).toMatchObject({
      code: 75,
      err: expect.stringContaining(`${share} is not mounted; no repository was made`),
    })
    expect(existsSync(stage.mac.at(share))).toBe(false)
  })

  test('a run waits for the share for as long as it was told, then fails, says why, and leaves the folder alone', async () => {
    await patience('WAIT_SECONDS', 5)
    stage.mac.folder(share)
    await stage.mac.launchctl('start', label)
    await saying(`waits: ${share} is not mounted`)
    await saying(`after 5 seconds ${share} is not mounted; nothing was run`)
    await ended()
    expect(recorded()).toBe(false)
    expect(readdirSync(stage.mac.at(share))).toEqual([])
  })

  test('without a repository it says how to make one, and makes none', async () => {
    await stage.mac.mountShare(share)
    const failed = await stage.mac.run(runner, ['check'])
    expect(failed.code).toBe(75)
    expect(failed.err).toContain(`there is no repository at ${repository}; make it once: ${runner} repo-create`)
    expect(recorded('check')).toBe(false)
    expect(readdirSync(stage.mac.at(share))).toEqual([])
  })

  test('the repository is made as the configuration says, once', async () => {
    const made = await stage.mac.run(runner, ['repo-create'])
    expect(made.code, made.err).toBe(0)
    expect(JSON.parse((await stage.borg('info', '--json', repository)).out)).toMatchObject({
      encryption: { mode: 'repokey' },
    })
    expect((await stage.borg('config', repository, 'append_only')).out).toBe('1')
    const config = readFileSync(stage.mac.at(join(repository, 'config')), 'utf8')
    const again = await stage.mac.run(runner, ['repo-create'])
    expect(again).toMatchObject({ code: 75, err: expect.stringContaining('it stays as it is') })
    expect(readFileSync(stage.mac.at(join(repository, 'config')), 'utf8')).toBe(config)
  })

  test('a run that is started before share and database server are there waits for both, and saves', async () => {
    stage.mac.unmountShare(share)
    await patience('WAIT_SECONDS', 3600)
    await stage.mac.launchctl('start', label)
    await until('the second wait', () =>
      said().split(`waits: ${share} is not mounted`).length === 3 ? true : undefined,
    )
    await stage.mac.mountShare(share)
    await saying(`waits: the database server ${hostname}:${port} does not answer`)
    expect(recorded()).toBe(false)
    live = await startServer(stage.mac, postgresPrograms() ?? '', address)
    await live.sql('postgres', `create role borgmatic login superuser password $$${stage.password}$$`)
    await live.sql('postgres', `create database ${database}`)
    for (const other of databases.slice(1)) await live.sql('postgres', `create database ${other.name}`)
    await ended()
    expect(recorded(), said()).toBe(true)
    expect(await stage.archives()).toHaveLength(1)
  })

  test('there are never two runs: the second waits, and begins when the first has ended', async () => {
    await holdDumps()
    await stage.mac.launchctl('start', label)
    await holding()
    const first = await stage.mac.process(label)
    const second = stage.mac.run(runner, ['create'])
    const lock = stage.mac.at(`${records}/running`)
    // Each writes its number into a file of its own first.
    const trying = () => readdirSync(stage.mac.at(records)).find(name => /^running\.\d+$/.test(name))
    await until('the second run', trying)
    expect(readFileSync(lock, 'utf8').trim()).toBe(String(first))
    await release()
    const { code, err } = await second
    expect(err).toContain(`waits for the run of process ${first}`)
    expect(code, err).toBe(0)
    await ended()
    expect(await stage.archives()).toHaveLength(3)
    expect(existsSync(lock)).toBe(false)
  })

  test('a run that waited long enough for another fails and says for which', async () => {
    await patience('LOCK_WAIT_SECONDS', 5)
    await holdDumps()
    await stage.mac.launchctl('start', label)
    await holding()
    const { code, err } = await stage.mac.run(runner, ['prune', 'check'])
    expect({ code, err }).toMatchObject({
      code: 75,
      err: expect.stringContaining(`process ${await stage.mac.process(label)}, holds`),
    })
    expect([recorded('prune'), recorded('check')]).toEqual([false, false])
    await release()
    await ended()
    expect(recorded(), said()).toBe(true)
  })

  test('what was killed holds nothing, whoever has its number now', async () => {
    for (const holder of ['1', '99999999', '']) {
      stage.mac.write(`${records}/running`, `${holder}\n`)
      const { code, err } = await stage.mac.run(runner, ['prune'])
      expect(code, err).toBe(0)
      expect(existsSync(stage.mac.at(`${records}/running`))).toBe(false)
    }
  })

  test('a new property list leaves a run alone: the role waits, then stops before it changed anything', async () => {
    await holdDumps()
    await stage.mac.launchctl('start', label)
    await holding()
    const process = await stage.mac.process(label)
    const before = readFileSync(stage.mac.at(plist), 'utf8')
    const played = await play(at(3), '--extra-vars', 'borgmatic_run_wait_seconds=10')
    expect(played.code).toBe(2)
    expect(played.out).toContain(`A run of ${label} goes on for more than 10 seconds`)
    expect(await stage.mac.process(label)).toBe(process)
    expect(readFileSync(stage.mac.at(plist), 'utf8')).toBe(before)
    // Another play waits long enough.
    const patient = play(at(3))
    await release()
    const { code, out } = await patient
    expect(code, out).toBe(0)
    expect(recorded(), said()).toBe(true)
    expect(readFileSync(stage.mac.at(plist), 'utf8')).toContain('<integer>3</integer>')
    expect(await stage.mac.process(label)).toBeUndefined()
    const archives = await stage.archives()
    // Nothing changes any more: neither does it wait, nor load.
    expect((await play(at(3))).out).toMatch(/changed=0 /)
    expect(await stage.archives()).toEqual(archives)
  })

  test('at logout, launchd ends a run with all that it started, and the next one is not held up', async () => {
    await holdDumps()
    await stage.mac.launchctl('start', label)
    await holding()
    // launchd begins a session for each job.
    const session = await stage.mac.process(label)
    expect((await stage.mac.run('pgrep', ['--session', `${session}`])).out).toContain(`${session}\n`)
    await stage.mac.launchctl('unload', plist)
    await until('the end of the job', async () =>
      (await stage.mac.launchctl('list', label)).code === 113 ? true : undefined,
    )
    // What it started was told to end when it did.
    await until('the end of all that it started', async () =>
      (await stage.mac.run('pgrep', ['--session', `${session}`])).out === '' ? true : undefined,
    )
    expect(existsSync(stage.mac.at(`${records}/running`))).toBe(false)
    await release()
    await stage.mac.launchctl('load', plist)
    expect(await stage.mac.process(label)).toBeUndefined()
    await stage.mac.launchctl('start', label)
    await ended()
    expect(recorded(), said()).toBe(true)
  })
})

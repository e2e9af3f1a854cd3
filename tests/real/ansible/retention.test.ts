/** Which archives the weekly job keeps of many years, and what an append-only repository means for the rest. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { type BorgmaticSettings, maintenance } from '@homelab/ansible-gen'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { noStage, openRepositoryStage, type RepositoryStage, repository } from './backup-stage.ts'
import { user } from './mac.ts'

const tools = await python()
const missing = noStage(tools)

/**
 * When archives were made, newest first, and which rule keeps them: `keep_daily` 7 days that have archives, then
 * `keep_monthly` 12 months, then all years, each by its newest archive, and the oldest of all while there are fewer (facts A8; rules:
 * https://borgbackup.readthedocs.io/en/stable/usage/prune.html).
 */
const made: readonly (readonly [time: string, kept?: 'day' | 'month' | 'year' | 'oldest'])[] = [
  ['2025-11-20T20:00:00', 'day'],
  ['2025-11-20T02:00:00'],
  ['2025-11-19T02:00:00', 'day'],
  ['2025-11-18T02:00:00', 'day'],
  // Three nights without: days without an archive do not count.
  ['2025-11-14T02:00:00', 'day'],
  ['2025-11-13T02:00:00', 'day'],
  ['2025-11-12T02:00:00', 'day'],
  ['2025-11-11T02:00:00', 'day'],
  ['2025-11-10T02:00:00'],
  ['2025-11-01T02:00:00'],
  ['2025-10-31T02:00:00', 'month'],
  ['2025-10-30T02:00:00'],
  ['2025-10-01T02:00:00'],
  ['2025-09-30T02:00:00', 'month'],
  ['2025-08-31T02:00:00', 'month'],
  ['2025-07-15T02:00:00', 'month'],
  ['2025-06-15T02:00:00', 'month'],
  ['2025-05-15T02:00:00', 'month'],
  ['2025-04-15T02:00:00', 'month'],
  ['2025-03-15T02:00:00', 'month'],
  ['2025-02-15T02:00:00', 'month'],
  ['2025-01-15T02:00:00', 'month'],
  ['2024-12-15T02:00:00', 'month'],
  ['2024-11-15T02:00:00', 'month'],
  // The newest of its year is kept for its month: so is its year.
  ['2024-10-15T02:00:00'],
  ['2024-09-15T02:00:00'],
  ['2023-12-31T02:00:00', 'year'],
  ['2023-12-30T02:00:00'],
  ['2021-06-01T02:00:00', 'year'],
  ['2009-06-01T02:00:00', 'year'],
  ['2009-05-01T02:00:00', 'oldest'],
]
/** Without databases: of them the newest seven are kept, and all of another host. */
const partial = [...Array(9).keys()].map(day => `2025-11-${String(21 + day)}T02:00:00`)
const partials = partial.map(time => `partial-${hostname()}-${time}`)
const foreign = 'partial-another-2025-11-01T02:00:00'
const names = new Map(made.map(([time]) => [time, `${hostname()}-${time}`]))
const all = made.map(([time]) => names.get(time)).toReversed()
const kept = made
  .filter(([, rule]) => rule !== undefined)
  .map(([time]) => names.get(time))
  .toReversed()

const whole = async () => (await stage.archives()).filter(name => !name.startsWith('partial-'))
const segments = join(repository, 'data')
let stage: RepositoryStage
/** Bytes of the repository when every archive was there. */
let full = 0

beforeAll(async () => {
  if (missing !== undefined || tools === undefined) return
  stage = await openRepositoryStage(tools)
  expect((await stage.borgmatic('repo-create')).code).toBe(0)
  for (const [time, name] of names) {
    // A hundred kilobytes that only this archive has.
    stage.mac.write(`${user.home}/one`, randomBytes(100_000))
    const said = await stage.borg('create', '--timestamp', time, `${repository}::${name}`, `${user.home}/one`)
    expect(said.code, said.err).toBe(0)
  }
  full = await size()
  for (const [index, name] of [foreign, ...partials].entries()) {
    const time = partial[index - 1] ?? '2025-11-01T02:00:00'
    expect((await stage.borg('create', '--timestamp', time, `${repository}::${name}`, `${user.home}/one`)).code).toBe(0)
  }
})
afterAll(() => stage?.close())

async function size(): Promise<number> {
  return Number.parseInt((await stage.mac.run('du', ['--summarize', '--bytes', segments])).out, 10)
}

function files(folder: string, pattern: RegExp): readonly string[] {
  const found = readdirSync(stage.mac.at(folder), { recursive: true, encoding: 'utf8' })
  return found.filter(name => pattern.test(name)).map(name => join(stage.mac.at(folder), name))
}

describe.skipIf(missing !== undefined)(`retention${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('the weekly job keeps what the configuration says, and nothing else', async () => {
    expect(await whole()).toEqual(all)
    const { code } = await stage.mac.runAgent('mcquack.eblume.borgmatic-maintenance')
    expect(code, stage.said('borgmatic-maintenance')).toBe(0)
    expect(await whole()).toEqual(kept)
  })

  test('of those without databases it keeps the newest seven, and all of another host', async () => {
    const found = (await stage.archives()).filter(name => name.startsWith('partial-'))
    expect(found).toEqual([foreign, ...partials.slice(-7)])
  })

  test('it frees nothing, and neither does compacting, while the repository is append-only', async () => {
    expect(await size()).toBeGreaterThanOrEqual(full)
    expect((await stage.borgmatic('compact')).code).toBe(0)
    expect(await size()).toBeGreaterThanOrEqual(full)
  })

  test('so all archives come back when the repository is rolled back to before it', async () => {
    // https://borgbackup.readthedocs.io/en/stable/usage/notes.html#append-only-mode-forbid-compaction
    const log = readFileSync(stage.mac.at(join(repository, 'transactions')), 'utf8')
    const transactions = Array.from(log.matchAll(/^transaction (\d+)/gm), ([, number]) => Number(number))
    const good = transactions[made.length] ?? Number.NaN
    for (const path of files(segments, /^\d+\/\d+$/)) if (Number(basename(path)) > good) rmSync(path)
    for (const path of files(repository, /^(index|hints|integrity)\.\d+$/)) rmSync(path)
    // What borg remembers of the repository is newer than it now is.
    for (const path of files(`${user.home}/.config/borg/security`, /manifest-timestamp$/)) rmSync(path)
    rmSync(stage.mac.at(`${user.home}/.cache/borg`), { recursive: true })
    expect(await stage.archives()).toEqual(all)
    const checked = await stage.borg('check', repository)
    expect(checked.code, checked.err).toBe(0)
  })

  test('an estate without append-only compacts: pruned archives free their space, and what is kept stays whole', async () => {
    expect((await stage.borg('config', repository, 'append_only', '0')).code).toBe(0)
    const freely = maintenance({ repository: { appendOnly: false } } as BorgmaticSettings)
    expect(freely).toEqual(['prune', 'compact', 'check'])
    const said = await stage.borgmatic(...freely)
    expect(said.code, said.err).toBe(0)
    expect(await stage.archives()).toEqual(kept)
    expect(await size()).toBeLessThan(full * (kept.length / all.length + 0.1))
  })
})

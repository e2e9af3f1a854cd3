/** Runs of which borg only warns: what the archive lacks fails the run, whichever version of borg says so. */
import { chmodSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { type BackupStage, folders, noStage, openStage } from './backup-stage.ts'

const tools = await python()
const missing = noStage(tools)
let stage: BackupStage
const [notes = ''] = folders

beforeAll(async () => {
  if (missing !== undefined || tools === undefined) return
  stage = await openStage(tools)
  expect((await stage.borgmatic('repo-create')).code).toBe(0)
})
afterAll(() => stage?.close())

/** borgmatic 2.1 asks twice in a row whether a program has ended (`log_outputs`), and loses the code of one that ends in between. */
const lostCodes = 5

const nightly = () => stage.mac.runAgent('mcquack.eblume.borgmatic')

describe.skipIf(missing !== undefined)(`what cannot be read${missing === undefined ? '' : ` (${missing})`}`, () => {
  test.each([
    ['a folder that is saved', notes],
    ['a folder in one', `${notes}/deep`],
    ['a file in one', `${notes}/plain.md`],
  ])('%s fails the run, and the metrics say so', { retry: lostCodes }, async (_, path) => {
    chmodSync(stage.mac.at(path), 0o000)
    const { code } = await nightly()
    chmodSync(stage.mac.at(path), 0o755)
    expect(stage.said('borgmatic')).toContain('Permission denied')
    expect(code).not.toBe(0)
    const failed = [...(await stage.metrics())].filter(([name]) => /last_run_success.*action="create"/.test(name))
    expect(failed.map(([, value]) => value)).toEqual([0])
  })

  // What borg 1.4 says, put on the real one: https://borgbackup.readthedocs.io/en/stable/internals/frontends.html#message-ids
  test.each([
    ['several kinds of warnings', 1, false],
    ['a file changed while it was read', 100, true],
    ['a file was another when it was opened', 103, false],
    ['no permission', 105, false],
    ['a file vanished', 107, false],
  ])('%s, exit code %i: success is %s', { retry: lostCodes }, async (_, warning, success) => {
    const borg = '/opt/homebrew/bin/borg'
    const real = readFileSync(stage.mac.at(borg), 'utf8')
    // Its output ends before it does, as a program's does that ends by itself: borgmatic may miss the end of one otherwise.
    const warns = `exec >&- 2>&-; case " $* " in *' --dry-run '*) exit 0 ;; " create "*) exit ${warning} ;; esac`
    stage.mac.write(borg, `${real.replace('exec ', '')}code=$?\n[ $code -eq 0 ] || exit $code\n${warns}\n`, 0o755)
    const { code } = await nightly()
    stage.mac.write(borg, real, 0o755)
    expect(code === 0, stage.said('borgmatic')).toBe(success)
  })

  test('once it can be read, the run succeeds', async () => {
    expect((await nightly()).code, stage.said('borgmatic')).toBe(0)
  })
})

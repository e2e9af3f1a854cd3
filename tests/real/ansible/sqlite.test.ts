/** A SQLite database that is written while it is saved, with real borg and borgmatic, and its way back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { python } from '../python.ts'
import { sqliteDatabase as database, noStage, repository } from './backup-stage.ts'
import { liveSqlite, total } from './live-sqlite.ts'
import { user } from './mac.ts'
import { openRestoreStage, type RestoreStage } from './restore-stage.ts'

const tools = await python()
const missing = noStage(tools)
/** The size at which issue reports say that every archive was malformed. */
const megabytes = 107
let stage: RestoreStage
let sqlite: ReturnType<typeof liveSqlite>

beforeAll(async () => {
  if (missing !== undefined || tools === undefined) return
  stage = await openRestoreStage(tools)
  sqlite = liveSqlite(stage.mac, tools.program('python'))
  await sqlite.make(database, megabytes)
})
afterAll(() => stage?.close())

/** Extracts the newest archive; gives the restored databases of Forgejo. */
async function restored(): Promise<readonly string[]> {
  const folder = `${user.home}/restored`
  await stage.mac.run('rm', ['-rf', folder])
  stage.mac.folder(folder)
  expect((await stage.borgmatic('extract', '--archive', 'latest', '--destination', folder)).code).toBe(0)
  const { out } = await stage.mac.run('find', [folder, '-name', 'forgejo.db*', '-type', 'f'])
  return out.split('\n').filter(path => path !== '')
}

describe.skipIf(missing !== undefined)(`SQLite under way${missing === undefined ? '' : ` (${missing})`}`, () => {
  test.each(['delete', 'wal'] as const)('with a writer and journal mode %s it is saved whole, once', async journal => {
    const writer = await sqlite.write(database, journal)
    const { code } = await stage.mac.runAgent('mcquack.eblume.borgmatic')
    const { commits } = await writer.stop()
    expect(code, stage.said('borgmatic')).toBe(0)
    expect(commits).toBeGreaterThan(1)
    const [copy = '', ...others] = (await restored()).filter(path => !path.includes('.stop'))
    expect(others).toEqual([])
    expect(await sqlite.ask(copy, 'pragma integrity_check')).toBe('ok')
    expect(await sqlite.ask(copy, 'select sum(balance) from account')).toBe(String(total))
    const { out } = await stage.borg(
      'list',
      '--format',
      '/{path}{NL}',
      `${repository}::${(await stage.archives()).at(-1)}`,
    )
    expect(out.split('\n').filter(path => path.startsWith(database) && !path.includes('.stop'))).toEqual([])
  })
})

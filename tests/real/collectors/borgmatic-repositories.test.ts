/** Two repositories on one host: what the real collectors say of real borg's repositories, in the rules of both. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../../../ansible-gen/src/backup/borgmatic/collector.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { firing } from './firing.ts'
import { readMetrics, runScript, values } from './run.ts'

const found = ['borg', 'jq', 'promtool'].map(name => findProgram(name) ?? skipped(name))
const [borg = '', jq = '', promtool = ''] = found
const missing = (await python()) === undefined || found.some(program => program.startsWith('skipped'))
describe.skipIf(missing)('two repositories, of which one has a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repositories-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const env = { HOME: folder, BORG_BASE_DIR: folder, BORG_PASSPHRASE: 'x' }
  mkdirSync(join(folder, 'notes'))
  writeFileSync(join(folder, 'notes/a.md'), 'a')

  async function collect(label: string): Promise<Readonly<Record<string, number>>> {
    const output = join(folder, `${label}.prom`)
    const script = borgmaticCollector({
      marker: ['M'],
      output,
      borg,
      jq,
      repository: join(folder, label),
      label,
      passCommand: 'echo x',
      groups: [{ label: 'Notes', pathPrefix: join(folder, 'notes') }],
      records: join(folder, `runs-${label}`),
      actions: ['create'],
      timeoutSeconds: 60,
      lockWaitSeconds: 5,
    })
    expect(await runScript(script, folder, env)).toMatchObject({ exitCode: 0 })
    return values(await readMetrics(output))
  }

  test('the one that never ran alerts, and the other does not', async () => {
    for (const label of ['nas', 'offsite']) await execa(borg, ['init', '-e', 'repokey', join(folder, label)], { env })
    await execa(borg, ['create', `${join(folder, 'nas')}::one`, join(folder, 'notes')], { env })
    const [nas, offsite] = [await collect('nas'), await collect('offsite')]
    expect(nas).toMatchObject({ 'borgmatic_archive_count{repository="nas"}': 1 })
    expect(offsite).toMatchObject({ 'borgmatic_archive_count{repository="offsite"}': 0 })
    expect(await firing(promtool, folder, nas, offsite)).toEqual(['BackupNeverMade offsite'])
    // Its collector does not run.
    expect(await firing(promtool, folder, nas)).toEqual(['BackupUnreadable offsite'])
  })

  test('so does one that was never made', async () => {
    const all = [await collect('nas'), await collect('elsewhere')]
    const [nas = {}, elsewhere = {}] = all
    const offsite = Object.entries(elsewhere).map(([name, value]) => [name.replace('elsewhere', 'offsite'), value])
    expect(await firing(promtool, folder, nas, Object.fromEntries(offsite))).toEqual([
      'BackupNeverMade offsite',
      'BackupUnreadable offsite',
    ])
  })
})

/** The recorder's hooks under real borgmatic, and the collector against a repository that real borg made. */
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'
import { borgmaticCollector } from '../../../ansible-gen/src/backup/borgmatic/collector.ts'
import { recorderScript, recordingHooks } from '../../../ansible-gen/src/backup/borgmatic/recorder.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { executable, readMetrics, runScript, scratch, values } from './run.ts'

const tools = await python()
const jq = findProgram('jq') ?? skipped('jq')
const borg = findProgram('borg') ?? skipped('borg')
const missing = tools === undefined || [jq, borg].some(program => program.startsWith('skipped'))

describe.skipIf(missing)('with real borg and borgmatic', () => {
  let folder: string
  let env: NodeJS.ProcessEnv

  beforeEach(async () => {
    folder = scratch()
    env = { HOME: folder, BORG_BASE_DIR: folder, TZ: 'Australia/Eucla' }
    mkdirSync(join(folder, 'notes'))
    mkdirSync(join(folder, 'papers of two'))
    writeFileSync(join(folder, 'notes/é\n7 .md'), 'x'.repeat(1234))
    writeFileSync(join(folder, 'papers of two/a'), 'y'.repeat(77))
    writeFileSync(join(folder, "the key's file"), 'correct horse')
    const recorder = executable(
      join(folder, 'bin/record'),
      recorderScript({ marker: ['M'], records: join(folder, 'runs') }),
    )
    const config = {
      local_path: borg,
      source_directories: [join(folder, 'notes'), join(folder, 'papers of two')],
      source_directories_must_exist: true,
      repositories: [{ path: join(folder, 'repository'), label: 'local' }],
      encryption_passcommand: passCommand(),
      keep_daily: 7,
      commands: recordingHooks(recorder, ['create', 'prune', 'check']),
    }
    // Every JSON document is a YAML document.
    writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config))
    await execa(borg, ['init', '--encryption', 'repokey', join(folder, 'repository')], {
      env: { ...env, BORG_PASSCOMMAND: passCommand() },
    })
  })

  function passCommand(): string {
    return `cat "${join(folder, "the key's file")}"`
  }

  async function borgmatic(...args: string[]): Promise<number | undefined> {
    const { exitCode } = await execa(
      tools?.program('borgmatic') ?? '',
      ['--config', join(folder, 'config.yaml'), ...args],
      { reject: false, env },
    )
    return exitCode
  }

  function recorded(action: string): { action: string; success: boolean; finished: number } {
    return JSON.parse(readFileSync(join(folder, `runs/${action}.json`), 'utf8'))
  }

  async function collect(lockWaitSeconds = 5): Promise<Readonly<Record<string, number>>> {
    const output = join(folder, 'borgmatic.prom')
    const script = borgmaticCollector({
      marker: ['M'],
      output,
      borg,
      jq,
      repository: join(folder, 'repository'),
      label: 'nas',
      passCommand: passCommand(),
      groups: [{ label: 'Notes', pathPrefix: join(folder, 'notes') }],
      records: join(folder, 'runs'),
      actions: ['create', 'prune', 'check', 'restore-test'],
      timeoutSeconds: 60,
      lockWaitSeconds,
    })
    expect(await runScript(script, folder, env)).toMatchObject({ exitCode: 0 })
    return values(await readMetrics(output))
  }

  test('borgmatic accepts the hooks, runs them, and the collector reads what they wrote', async () => {
    expect(await borgmatic('config', 'validate')).toBe(0)
    const before = Math.floor(Date.now() / 1000)
    expect(await borgmatic('create', 'prune', 'check')).toBe(0)
    const after = Math.ceil(Date.now() / 1000)

    expect(readdirSync(join(folder, 'runs')).sort()).toEqual(['check.json', 'create.json', 'prune.json'])
    expect(recorded('create')).toMatchObject({ action: 'create', success: true })
    const metrics = await collect()
    expect(metrics).toMatchObject({
      'borgmatic_up{repository="nas"}': 1,
      'borgmatic_archive_count{repository="nas"}': 1,
      'borgmatic_last_archive_files{repository="nas"}': 4,
      'borgmatic_source_size_bytes{repository="nas",source="Notes"}': 1234,
      'borgmatic_source_size_bytes{repository="nas",source="PostgreSQL"}': 0,
      'borgmatic_source_size_bytes{repository="nas",source="other"}': 77 + statSync(join(folder, 'config.yaml')).size,
      'borgmatic_last_run_success{repository="nas",action="create"}': 1,
      'borgmatic_last_run_success{repository="nas",action="check"}': 1,
      'borgmatic_last_run_success{repository="nas",action="restore-test"}': 0,
    })
    expect(metrics['borgmatic_source_size_bytes{repository="nas",source="borgmatic_metadata"}']).toBeGreaterThan(0)
    expect(metrics['borgmatic_repo_deduplicated_size_bytes{repository="nas"}']).toBeGreaterThan(0)
    for (const time of [
      metrics['borgmatic_last_archive_timestamp{repository="nas"}'],
      metrics['borgmatic_last_run_timestamp_seconds{repository="nas",action="create"}'],
    ]) {
      expect(time).toBeGreaterThanOrEqual(before)
      expect(time).toBeLessThanOrEqual(after)
    }
  })

  test('a run that fails is recorded as failed, and seen while the repository is away', async () => {
    expect(await borgmatic('create')).toBe(0)
    renameSync(join(folder, 'repository'), join(folder, 'elsewhere'))
    expect(await borgmatic('create')).not.toBe(0)
    expect(recorded('create').success).toBe(false)
    expect(await collect()).toMatchObject({
      'borgmatic_up{repository="nas"}': 0,
      'borgmatic_last_run_success{repository="nas",action="create"}': 0,
    })
  })

  test('a missing source directory fails the run and is recorded', async () => {
    renameSync(join(folder, 'notes'), join(folder, 'moved'))
    expect(await borgmatic('create')).not.toBe(0)
    expect(recorded('create').success).toBe(false)
  })

  test('a repository that stays locked is down; one that is freed in time is not', async () => {
    expect(await borgmatic('create')).toBe(0)
    // However slow the machine is: it holds until it is told, and at most two minutes.
    const freed = join(folder, 'freed')
    const wait = 'for _ in $(seq 600); do [ ! -e "$1" ] || exit 0; sleep 0.2; done; exit 1'
    const held = execa(borg, ['with-lock', join(folder, 'repository'), 'sh', '-c', wait, 'sh', freed], {
      env: { ...env, BORG_PASSCOMMAND: passCommand() },
    })
    await expect.poll(() => readdirSync(join(folder, 'repository')), { timeout: 30_000 }).toContain('lock.exclusive')
    expect(await collect(1)).toMatchObject({ 'borgmatic_up{repository="nas"}': 0 })
    const later = collect(45)
    await sleep(3000)
    writeFileSync(freed, '')
    expect(await later).toMatchObject({ 'borgmatic_up{repository="nas"}': 1 })
    await held
  })

  test('the recorder refuses what is no action or no outcome, and writes nothing', async () => {
    const record = (...args: string[]): Promise<{ exitCode?: number }> =>
      execa(join(folder, 'bin/record'), args, { reject: false })
    for (const args of [[], ['create'], ['../create', 'finish'], ['create', 'maybe'], ['create', 'fail', 'x']]) {
      expect(await record(...args)).toMatchObject({ exitCode: 64 })
    }
    expect(readdirSync(folder)).not.toContain('runs')
    expect(await record('restore-test', 'finish')).toMatchObject({ exitCode: 0 })
    expect(recorded('restore-test').success).toBe(true)
  })
})

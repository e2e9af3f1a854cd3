import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { borgmaticCollector, borgmaticMetrics } from '../../../ansible-gen/src/backup/borgmatic/collector.ts'
import { python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type Answer, fakeProgram } from './fake.ts'
import { type Family, listed, readMetrics, runScript, scratch, shells, values } from './run.ts'

const jq = findProgram('jq') ?? skipped('jq')
const repository = '/backups/borg/'
const newest = `${repository}::host-2026-02-08T02:00:02`

const info: Answer = { to: `--lock-wait 2 info --json ${repository}`, with: 'borg/repository.json' }
const archives: Answer = { to: `list --json --sort-by timestamp ${repository}`, with: 'borg/archives.json' }
const newestInfo: Answer = { to: `info --json ${newest}`, with: 'borg/newest.json' }
const files: Answer = { to: `list --format {type} {size} {path}{NUL} ${newest}`, with: 'borg/files.txt' }
// The first fitting answer counts: an archive's address begins with its repository's.
const well = [newestInfo, files, info, archives]

const repositoryMetrics = {
  'borgmatic_up{repository="nas"}': 1,
  'borgmatic_repo_original_size_bytes{repository="nas"}': 1_841_600_000_000,
  'borgmatic_repo_compressed_size_bytes{repository="nas"}': 893_200_000_000,
  'borgmatic_repo_deduplicated_size_bytes{repository="nas"}': 6_270_000_000,
  'borgmatic_repo_total_chunks{repository="nas"}': 161_616,
  'borgmatic_repo_unique_chunks{repository="nas"}': 9099,
}
const runs = {
  'borgmatic_last_run_success{repository="nas",action="create"}': 1,
  'borgmatic_last_run_success{repository="nas",action="check"}': 0,
  'borgmatic_last_run_success{repository="nas",action="restore-test"}': 0,
  'borgmatic_last_run_timestamp_seconds{repository="nas",action="create"}': 1_770_544_844,
  'borgmatic_last_run_timestamp_seconds{repository="nas",action="check"}': 1_770_000_000,
  'borgmatic_last_run_timestamp_seconds{repository="nas",action="restore-test"}': 0,
}

const missing = (await python()) === undefined || jq.startsWith('skipped')

describe.skipIf(missing).each(shells)('the borgmatic collector under $name', shell => {
  async function collect(answers: readonly Answer[], mutate?: (folder: string) => void): Promise<readonly Family[]> {
    const folder = scratch()
    const output = join(folder, 'borgmatic.prom')
    writeFileSync(output, 'yesterday\n')
    writeFileSync(join(folder, 'create.json'), '{"action":"create","success":true,"finished":1770544844}\n')
    writeFileSync(join(folder, 'check.json'), '{"action":"check","success":false,"finished":1770000000}\n')
    mutate?.(folder)
    const script = borgmaticCollector({
      marker: ['M'],
      output,
      borg: fakeProgram(join(folder, 'bin/borg'), answers),
      jq,
      repository,
      label: 'nas',
      passCommand: 'cat /nowhere',
      groups: [
        { label: 'Documents', pathPrefix: '/home/someone/Documents' },
        { label: 'Notes "md"', pathPrefix: '/home/someone/notes/' },
        { label: 'Gone', pathPrefix: '/home/someone/gone' },
      ],
      records: folder,
      actions: ['create', 'check', 'restore-test'],
      timeoutSeconds: 2,
      lockWaitSeconds: 2,
    })
    // A zone that is not UTC, to show that it does not matter.
    expect(await runScript(script, folder, { TZ: 'America/Los_Angeles' }, shell)).toMatchObject({ exitCode: 0 })
    return readMetrics(output)
  }

  test('a repository that can be read', async () => {
    const families = await collect(well)
    expect(values(families)).toEqual({
      ...repositoryMetrics,
      'borgmatic_archive_count{repository="nas"}': 2,
      'borgmatic_last_archive_original_size_bytes{repository="nas"}': 9_208_000_000,
      'borgmatic_last_archive_compressed_size_bytes{repository="nas"}': 4_466_000_000,
      'borgmatic_last_archive_deduplicated_size_bytes{repository="nas"}': 49_400_000,
      'borgmatic_last_archive_files{repository="nas"}': 60_123,
      'borgmatic_last_archive_timestamp{repository="nas"}': Date.UTC(2026, 1, 8, 10, 0, 3) / 1000,
      'borgmatic_last_archive_duration_seconds{repository="nas"}': 41.25254,
      'borgmatic_source_size_bytes{repository="nas",source="Documents"}': 7_000_000_000,
      'borgmatic_source_size_bytes{repository="nas",source="Notes \\"md\\""}': 1500,
      'borgmatic_source_size_bytes{repository="nas",source="Gone"}': 0,
      'borgmatic_source_size_bytes{repository="nas",source="PostgreSQL"}': 700_000,
      'borgmatic_source_size_bytes{repository="nas",source="borgmatic_metadata"}': 42,
      'borgmatic_source_size_bytes{repository="nas",source="other"}': 12,
      'borgmatic_source_files{repository="nas",source="Documents"}': 2,
      'borgmatic_source_files{repository="nas",source="Notes \\"md\\""}': 1,
      'borgmatic_source_files{repository="nas",source="Gone"}': 0,
      'borgmatic_source_files{repository="nas",source="PostgreSQL"}': 1,
      'borgmatic_source_files{repository="nas",source="borgmatic_metadata"}': 1,
      'borgmatic_source_files{repository="nas",source="other"}': 2,
      ...runs,
    })
    expect(listed(families)).toEqual(borgmaticMetrics)
  })

  test('a repository without archives', async () => {
    const empty = { ...archives, with: 'borg/no-archives.json' }
    expect(values(await collect([info, empty]))).toEqual({
      ...repositoryMetrics,
      'borgmatic_archive_count{repository="nas"}': 0,
      ...runs,
    })
  })

  test('an archive that lacks databases is neither the newest one nor counted', async () => {
    const partial = { ...archives, with: 'borg/partial-archive.json' }
    expect(values(await collect([newestInfo, files, info, partial]))).toEqual(values(await collect(well)))
    const only = { ...archives, with: 'borg/only-partial-archives.json' }
    expect(values(await collect([info, only]))).toEqual({
      ...repositoryMetrics,
      'borgmatic_archive_count{repository="nas"}': 0,
      ...runs,
    })
  })

  test.each([
    ['the repository', [{ ...info, exitCode: 2 }]],
    ['the list of archives', [info, { ...archives, exitCode: 2 }]],
    ['the list of archives, in time', [info, { ...archives, hangs: true }]],
    ['the newest archive', [{ ...newestInfo, exitCode: 2 }, info, archives]],
    ['the files', [newestInfo, { ...files, exitCode: 2 }, info, archives]],
  ] satisfies [string, Answer[]][])('without %s it says down, and how the last runs ended', async (_, answers) => {
    expect(values(await collect(answers))).toEqual({ 'borgmatic_up{repository="nas"}': 0, ...runs })
  })

  test('records that are broken count as never', async () => {
    const families = await collect([], folder => {
      writeFileSync(join(folder, 'create.json'), '{"success":tr')
      writeFileSync(join(folder, 'check.json'), '{"success":true,"finished":"today"}')
      rmSync(join(folder, 'restore-test.json'), { force: true })
    })
    expect(values(families)).toEqual({
      'borgmatic_up{repository="nas"}': 0,
      'borgmatic_last_run_success{repository="nas",action="create"}': 0,
      'borgmatic_last_run_success{repository="nas",action="check"}': 1,
      'borgmatic_last_run_success{repository="nas",action="restore-test"}': 0,
      'borgmatic_last_run_timestamp_seconds{repository="nas",action="create"}': 0,
      'borgmatic_last_run_timestamp_seconds{repository="nas",action="check"}': 0,
      'borgmatic_last_run_timestamp_seconds{repository="nas",action="restore-test"}': 0,
    })
  })

  test('a time that cannot be read is 0', async () => {
    const families = await collect([{ ...newestInfo, with: 'borg/no-time.json' }, files, info, archives])
    expect(values(families)).toMatchObject({
      'borgmatic_up{repository="nas"}': 1,
      'borgmatic_last_archive_timestamp{repository="nas"}': 0,
      'borgmatic_last_archive_duration_seconds{repository="nas"}': 0,
    })
  })
})

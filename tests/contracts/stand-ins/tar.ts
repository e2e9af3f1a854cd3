/** A backup tool that no package knows: a script that dumps, and then makes one tar file. For the tests of who asks for backups. */

import { hostContentPart } from '@homelab/ansible-gen'
import {
  type AboutBackup,
  allowedAgeSeconds,
  type BackupRequest,
  backupRequest,
  backupTool,
  type Command,
  defineSlot,
  type Part,
  type ResolvedService,
  type Slot,
  step,
  text,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { exporterPart, gauge } from '@homelab/observability'

export interface TarSettings {
  /** What people call the folder with the archives. */
  readonly label: string
  /** The folder with the archives, absolute. */
  readonly target: string
  /** Where dumps lie until the archive is made, absolute. */
  readonly dumps: string
  /** Where it writes when the last run ended, and how. */
  readonly record: string
  readonly databases: boolean
  readonly postgresVersion?: number
}

const tarSlot = defineSlot<TarSettings>('tar-backup')

/** The script that makes the backups, and holds its settings. */
export function tarBackup(settings: TarSettings): Slot {
  return tarSlot.of(settings)
}

/** What it saves: databases of the host where it is told to. */
function asked(request: BackupRequest, { databases }: TarSettings): BackupRequest {
  return databases ? request : { ...request, sqlite: [], mariadb: [] }
}

const on = ({ host }: AboutBackup<TarSettings>, ...words: readonly string[]): Command => ({
  ...{ kind: 'command', words, on: { host: host.name } },
})

const tool = backupTool<TarSettings>({
  kinds: [tarSlot.slot],
  terms: ({ label, target, databases, postgresVersion }) => ({
    repository: label,
    where: target,
    ...present({ postgresVersion }),
    clients: databases ? { sqlite: '/usr/bin/sqlite3' } : {},
  }),
  run: (request, settings) => {
    const { folders, postgres, sqlite, mariadb, leftOut } = asked(request, settings)
    return {
      saves: [
        ...sqlite.map(({ path }) => ({ what: 'sqlite' as const, path })),
        ...postgres.map(({ server, name }) => ({ what: 'postgres' as const, server, name })),
        ...mariadb.map(({ socket, name }) => ({ what: 'mariadb' as const, socket, name })),
        ...folders.map(({ path }) => ({ what: 'folder' as const, path })),
      ],
      excludes: [...leftOut.files, ...leftOut.folders],
    }
  },
  steps: (to, about) => {
    const archives = `${about.settings.target}/latest.tar`
    return [
      step(to, 'back-up', 'changes', on(about, 'backup')),
      step(to, 'check', 'reads', on(about, 'tar', '--test-label', '--file', archives)),
      step(to, 'restore', 'reads', on(about, 'ls', about.settings.target), 1),
      step(
        to,
        'restore',
        'changes',
        on(about, 'tar', '--extract', '--file', archives, '--directory', '/tmp/restored'),
        2,
      ),
    ]
  },
  unpacked: (entry, { dumps }) => {
    switch (entry.kind) {
      case 'none':
        return undefined
      case 'directory':
        return { path: `/tmp/restored${entry.path}` }
      case 'sqlite':
        return { path: `/tmp/restored${dumps}${entry.path}` }
      case 'dump':
        return { path: `/tmp/restored${dumps}/${entry.server}/${entry.database}` }
      case 'mariadb':
        return { path: `/tmp/restored${dumps}/mariadb/${entry.name}` }
    }
  },
  questions: (request, about) => [
    {
      id: 'last',
      run: on(about, 'cat', about.settings.record),
      judge: (answer, at) => {
        const [, ended, how] = /^(\d+) (good|bad)\n$/.exec(answer ?? '') ?? []
        if (ended === undefined) return { well: false, says: 'no run is known' }
        const young = at - Number(ended) <= (allowedAgeSeconds(request) ?? Number.POSITIVE_INFINITY)
        return { well: how === 'good' && young, says: `the last run was ${how}` }
      },
    },
  ],
  refuses: entry =>
    entry.kind === 'mariadb' && (entry.name === 'all' || !/^\w+$/.test(entry.name))
      ? { problem: 'its dump would not be a file of that name', expected: 'letters, digits and `_`' }
      : undefined,
  words: ({ settings, host }) => ({
    how: [['archives', `\`${settings.target}\``]],
    failing: 'A run that fails leaves the archive of before.',
    databases: { sqlite: 'SQLite copies each.', mariadb: 'Each is dumped.' },
    byHand: [],
    readers: ['`tar`'],
    repository: {
      once: ['Make the folder.'],
      make: [{ run: { kind: 'command', words: ['mkdir', settings.target], on: { host: host.name } } }],
      copyKey: [],
    },
  }),
})

function script(request: BackupRequest, settings: TarSettings, { file }: ResolvedService): string {
  const { folders, postgres, sqlite, mariadb, leftOut } = asked(request, settings)
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
  const lines = [
    ...postgres.map(({ server, name, address, user }) => {
      const words = [server, name, address.host, `${address.port}`, user]
      return `dump_postgres ${words.map(quoted).join(' ')}`
    }),
    ...sqlite.map(({ path }) => `copy_sqlite ${quoted(path)}`),
    ...mariadb.map(({ name, socket }) => `dump_mariadb ${quoted(socket)} ${quoted(name)}`),
    ...[...leftOut.files, ...leftOut.folders].map(path => `leave_out ${quoted(path)}`),
    ...folders.map(({ path }) => `pack ${quoted(path)}`),
  ]
  return ['#!/bin/sh', `# Rendered from ${file}; do not edit.`, 'set -eu', ...lines, ''].join('\n')
}

const exporter = exporterPart({
  kind: 'tar-backup',
  title: 'text file of the script',
  sources: ['https://www.gnu.org/software/tar/manual/'],
  backups: {
    readable: 'tar_readable',
    newest: 'tar_newest_seconds',
    count: 'tar_archives',
    sourceFiles: 'tar_source_files',
    sourceBytes: 'tar_source_bytes',
    lastRunGood: 'tar_last_run_good',
    lastRun: 'tar_last_run_seconds',
    makes: 'create',
  },
  metrics: {
    tar_readable: gauge('repository'),
    tar_newest_seconds: gauge('repository'),
    tar_archives: gauge('repository'),
    tar_source_files: gauge('repository', 'source'),
    tar_source_bytes: gauge('repository', 'source'),
    tar_last_run_good: gauge('repository', 'action'),
    tar_last_run_seconds: gauge('repository', 'action'),
  },
})

const files = hostContentPart([tarSlot], () =>
  Promise.resolve({
    fillers: {
      [tarSlot.slot]: (resolved, service, slot) =>
        text(tarSlot.is(slot) ? script(backupRequest(resolved, service), slot.settings, service) : ''),
    },
  }),
)

export const tarParts: readonly Part[] = [tool, files, exporter]

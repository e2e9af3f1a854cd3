import { type BorgmaticSettings, backupParts, borgmaticConfiguration, restoreTest } from '@homelab/ansible-gen'
import type { BackupRun, RunEntry } from '@homelab/estate/model'
import { parse } from 'yaml'
import { type BackupToolProvider, backupToolContract } from './backup-tool.ts'
import { tarBackup, tarParts } from './stand-ins/tar.ts'

const home = '/home/safe'

const borgmatic: BackupToolProvider = {
  parts: backupParts,
  files: (label, databases) => {
    const settings = borgmaticSettings(label, databases)
    const { configuration } = settings
    return { [configuration]: borgmaticConfiguration(settings), [`${home}/bin/restore-test`]: restoreTest(settings) }
  },
  programs: [
    ...['borgmatic', 'borg', 'record', 'pg/pg_dump', 'mariadb', 'mariadb-dump', 'sqlite3'].map(
      name => `${home}/bin/${name}`,
    ),
    ...['pg_ctl', 'initdb', 'createdb', 'pg_restore'].map(name => `${home}/bin/pg/${name}`),
  ],
  read: files => configurationIn([...files].find(([name]) => name.startsWith('borgmatic.yaml'))?.[1] ?? ''),
  record: (finished, good) => `${JSON.stringify({ action: 'create', success: good, finished })}\n`,
}

function borgmaticSettings(label: string, databases: boolean): BorgmaticSettings {
  const settings: BorgmaticSettings = {
    configuration: `${home}/borgmatic.yaml`,
    command: [`${home}/bin/borgmatic`],
    borg: `${home}/bin/borg`,
    jq: `${home}/bin/jq`,
    postgresPrograms: `${home}/bin/pg`,
    postgresVersion: 18,
    repository: { path: '/backups', label, encryption: 'repokey', appendOnly: false },
    passCommand: `cat ${home}/passphrase`,
    keep: { daily: 1, monthly: 1, yearly: 1 },
    checks: [],
    lockWaitSeconds: 1,
    waitSeconds: 1,
    runner: `${home}/bin/run`,
    recorder: `${home}/bin/record`,
    records: `${home}/records`,
  }
  if (!databases) return settings
  return {
    ...settings,
    sqlite: { program: `${home}/bin/sqlite3`, copies: `${home}/copies` },
    mariadb: { programs: `${home}/bin`, server: '/usr/sbin/mariadbd' },
  }
}

/** What borgmatic does by its configuration: copies, then dumps, then what borg reads. */
function configurationIn(text: string): BackupRun {
  const read = parse(text) as {
    readonly source_directories: readonly string[]
    readonly exclude_patterns: readonly string[]
    readonly postgresql_databases: readonly { readonly name: string; readonly hostname: string }[]
    readonly mariadb_databases: readonly { readonly name: string; readonly options: string }[]
    readonly commands: readonly { readonly before?: string; readonly run: readonly string[] }[]
  }
  const copied = read.commands
    .flatMap(({ before, run }) => (before === undefined ? [] : run))
    .flatMap(command => /'?file:([^?]+)\?mode=rw/.exec(command)?.[1] ?? [])
  const folders = read.source_directories.filter(path => !path.startsWith(`${home}/copies/`))
  // A copy that nobody saves is none.
  const saved = copied.filter(path => read.source_directories.includes(`${home}/copies${path}`))
  return {
    saves: [
      ...saved.map((path): RunEntry => ({ what: 'sqlite', path })),
      ...read.postgresql_databases.map(({ name, hostname }): RunEntry => {
        return { what: 'postgres', server: hostname.split('.')[0] ?? '', name }
      }),
      ...read.mariadb_databases.map(({ name, options }): RunEntry => {
        return { what: 'mariadb', socket: /--socket=(\S+)/.exec(options)?.[1] ?? '', name }
      }),
      ...folders.map((path): RunEntry => ({ what: 'folder', path })),
    ],
    excludes: read.exclude_patterns.map(pattern => pattern.replace(/^p[fp]:/, '')),
  }
}

const tar: BackupToolProvider = {
  parts: tarParts,
  files: (label, databases) => ({
    [`${home}/bin/backup`]: tarBackup({
      ...{ label, databases, target: '/archives', dumps: `${home}/dumps`, record: `${home}/last-run` },
    }),
  }),
  programs: [],
  read: files => scriptIn([...files].find(([name]) => name.startsWith('backup'))?.[1] ?? ''),
  record: (finished, good) => `${finished} ${good ? 'good' : 'bad'}\n`,
}

function scriptIn(text: string): BackupRun {
  const calls = text.split('\n').map(line => {
    const [, name = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    const words = Array.from(rest.matchAll(/(?:'[^']*'|\\')+/g), ([word]) =>
      word.replaceAll(/'([^']*)'|\\(')/g, '$1$2'),
    )
    return { name, words: words as [string, string] }
  })
  const of = (wanted: string): readonly [string, string][] =>
    calls.flatMap(({ name, words }) => (name === wanted ? [words] : []))
  return {
    saves: [
      ...of('copy_sqlite').map(([path]): RunEntry => ({ what: 'sqlite', path })),
      ...of('dump_postgres').map(([server, name]): RunEntry => ({ what: 'postgres', server, name })),
      ...of('dump_mariadb').map(([socket, name]): RunEntry => ({ what: 'mariadb', socket, name })),
      ...of('pack').map(([path]): RunEntry => ({ what: 'folder', path })),
    ],
    excludes: of('leave_out').map(([path]) => path),
  }
}

await backupToolContract('borgmatic', borgmatic)
await backupToolContract('a stand-in that tars', tar)

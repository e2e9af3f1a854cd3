/** A host whose backups run: the roles of the backup are played, its folders are filled, its databases are there. */
import { linkSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { allWritten, resolved } from '../../support/ansible.ts'
import type { Python } from '../python.ts'
import { findProgram, skipped } from '../tools.ts'
import { type LiveServer, postgresPrograms, startServer } from './live-server.ts'
import { type Mac, noMac, openMac, type Said, user } from './mac.ts'

interface Configuration {
  readonly source_directories: readonly string[]
  readonly repositories: readonly { readonly path: string; readonly label: string }[]
  readonly postgresql_databases: readonly {
    readonly name: string
    readonly hostname: string
    readonly port: number
    readonly username: string
  }[]
}

/** As it is rendered; what is saved beside the folders are copies that a run makes. */
const written = parse(
  [...allWritten()].find(([path]) => path.endsWith('/borgmatic/config.yaml'))?.[1].text ?? '',
) as Configuration
const { repositories, postgresql_databases: databases } = written
const folders = written.source_directories.filter(path => !path.includes('/borgmatic-copies/'))
const [{ path: repository, label } = { path: '', label: '' }] = repositories
const configuration = `${user.home}/.config/borgmatic/config.yaml`
/** Where the share is mounted. facts O1 */
export const share = '/Volumes/backups'
/** facts A4 */
const sqliteDatabase = '/opt/homebrew/var/forgejo/data/forgejo.db'
const mise = '/opt/homebrew/opt/mise/bin/mise'
const server = '100.64.0.20'
/** What the vault holds, with all that `~/.pgpass` and SQL give a meaning. */
const password = String.raw`pass\word: 'it' "is" #1 é`
const passphrase = 'correct horse battery staple'

/** The host with the roles of the backups, and a repository that is yet to be made. */
export interface RepositoryStage {
  readonly mac: Mac
  readonly passphrase: string
  /** What the vault holds of every item. */
  readonly password: string
  /** Runs borgmatic itself, whatever is there. */
  borgmatic(...args: readonly string[]): Promise<Said>
  /** Runs the host's borg, with the repository's passphrase. */
  borg(...args: readonly string[]): Promise<Said>
  /** Names of all archives, the oldest first. */
  archives(): Promise<readonly string[]>
  /** What the collector of the backups writes, run as its job: `name{labels}` -> value, without the label `repository`. */
  metrics(): Promise<ReadonlyMap<string, number>>
  /** All paths of the host, each with its mode, times and a sum of its content. */
  everything(): Promise<ReadonlyMap<string, string>>
  /** What a job of the backups wrote to its logs. */
  said(job: string): string
  close(): Promise<void>
}

/** The same with something to save: folders, and databases on a live server. */
export interface BackupStage extends RepositoryStage {
  readonly live: LiveServer
}

export { configuration, databases, folders, repository, sqliteDatabase }

/** Why there can be no such stage here; undefined where there can. */
export function noStage(tools: Python | undefined): string | undefined {
  return noMac(tools, 'borg', 'jq', 'sqlite3') ?? (postgresPrograms() === undefined ? skipped('postgresql') : undefined)
}

export async function openStage(tools: Python): Promise<BackupStage> {
  const stage = await openRepositoryStage(tools)
  const { mac } = stage
  for (const folder of folders) fill(mac, folder)
  const live = await startServer(mac, postgresPrograms() ?? '', server)
  await fillServer(live)
  return {
    ...stage,
    live,
    close: async () => {
      await live.stop()
      await stage.close()
    },
  }
}

/** What a stage may leave to its test. */
export interface StageOptions {
  /** The share of the backups is not mounted. */
  readonly unmounted?: true
  /** Jobs run as processes when launchd starts them. */
  readonly launches?: true
}

export async function openRepositoryStage(tools: Python, options: StageOptions = {}): Promise<RepositoryStage> {
  const [{ hostname } = { hostname: '' }] = databases
  const mac = await openMac(tools, resolved, { [hostname]: server }, () => password)
  mac.install('/opt/homebrew/bin/jq', findProgram('jq') ?? 'jq')
  // The user of the stage may read what others may not, for the sake of Python: these may not.
  for (const name of ['borg', 'find']) {
    const unprivileged = `exec setpriv --inh-caps=-all --ambient-caps=-all -- '${findProgram(name)}' "$@"`
    mac.write(`/opt/homebrew/bin/${name}`, `#!/bin/sh\n${unprivileged}\n`, 0o755)
  }
  mac.install('/opt/homebrew/opt/postgresql@18/bin', postgresPrograms() ?? '')
  // `mise x -- PROGRAM …` runs a program that mise has installed.
  mac.write(mise, `#!/bin/sh\nshift 2\nPATH='${tools.bin}':$PATH exec "$@"\n`, 0o755)
  // It comes with the account; launchd opens logs before it starts a job.
  mac.folder(`${user.home}/Library/Logs`)
  if (options.launches) mac.launches()
  giveHomebrew(mac)
  if (!options.unmounted) await mac.mountShare(share)
  const played = await mac.play('indri', '--tags', 'borgmatic,borgmatic_metrics')
  expect(played.code, `${played.out}\n${played.err}`).toBe(0)
  mac.write(`${user.home}/.borg/config.yaml`, passphrase, 0o600)
  // What the estate states is there: a run fails without it.
  mac.write(sqliteDatabase, '')
  const sql =
    'create table issue (id integer primary key, title text); insert into issue values (1, "one"), (2, "two");'
  expect((await mac.run('sqlite3', [sqliteDatabase, sql])).code).toBe(0)
  const borgmatic = (...args: readonly string[]): Promise<Said> =>
    mac.run(mise, ['x', '--', 'borgmatic', '--config', configuration, ...args])
  const borg = (...args: readonly string[]): Promise<Said> =>
    mac.run('/opt/homebrew/bin/borg', args, { BORG_PASSPHRASE: passphrase })
  return {
    mac,
    passphrase,
    password,
    borgmatic,
    borg,
    archives: async () => {
      const { out } = await borg('list', '--short', repository)
      return out.split('\n').filter(name => name !== '')
    },
    metrics: async () => {
      const collected = await mac.runAgent('mcquack.eblume.borgmatic-metrics')
      expect(collected.code, collected.err).toBe(0)
      const text = readFileSync(mac.at('/opt/homebrew/var/node_exporter/textfile/borgmatic.prom'), 'utf8')
      const samples = Array.from(text.matchAll(/^(\w+)\{repository="([^"]*)",?([^}]*)\} (\S+)$/gm))
      expect(samples).toHaveLength(text.split('\n').filter(line => /^\w/.test(line)).length)
      expect(new Set(samples.map(([, , repositoryOf]) => repositoryOf))).toEqual(new Set([label]))
      return new Map(
        samples.map(([, name, , labels, value]) => [labels === '' ? `${name}` : `${name}{${labels}}`, Number(value)]),
      )
    },
    everything: async () => {
      const all = ['/Users', '/opt/homebrew', '/Volumes']
      const about = await mac.run('find', [...all, '-printf', '%p\\t%y %m %s %n %T@ %C@ %l\\0'])
      const sums = await mac.run('find', [...all, '-type', 'f', '-exec', 'sha256sum', '--zero', '{}', '+'])
      const known = new Map<string, string>()
      for (const entry of about.out.split('\0')) known.set(entry.split('\t')[0] ?? '', entry)
      for (const sum of sums.out.split('\0'))
        known.set(sum.slice(66), `${known.get(sum.slice(66))} ${sum.slice(0, 64)}`)
      return known
    },
    said: job =>
      ['out', 'err']
        .map(end => readFileSync(mac.at(`${user.home}/Library/Logs/mcquack.${job}.${end}.log`), 'utf8'))
        .join('\n'),
    close: () => mac.close(),
  }
}

/** What the roles install is installed, as Homebrew knows it: programs of this machine. */
function giveHomebrew(mac: Mac): void {
  const formulae = Object.fromEntries(
    ['borgbackup', 'jq', 'postgresql@18'].map(name => [name, { version: '1', bins: [] }]),
  )
  mac.give('brew', { prefix: '/opt/homebrew', applications: '/Applications', formulae, casks: {} })
  mac.give('brew-installed', { formulae: Object.keys(formulae) })
  mac.install('/opt/homebrew/bin/brew', join(import.meta.dirname, '../standins/bin/brew'))
}

/** Names and kinds of files that backups stumble over. */
function fill(mac: Mac, folder: string): void {
  for (const name of [
    'plain.md',
    'it\'s a "quoted" $name.md',
    'line\nfeed',
    '-rf',
    'ünïcøde ☃',
    'deep/er/file',
    '.hidden',
  ])
    mac.write(`${folder}/${name}`, `${folder}/${name}\n`.repeat(50))
  mac.write(`${folder}/empty`, '')
  mac.write(`${folder}/program`, '#!/bin/sh\n', 0o755)
  mac.write(`${folder}/private`, 'for one pair of eyes', 0o600)
  mac.write(`${folder}/read-only`, 'kept', 0o400)
  mac.write(`${folder}/binary`, Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251)))
  mac.folder(`${folder}/nobody here`)
  linkSync(mac.at(`${folder}/plain.md`), mac.at(`${folder}/hard link.md`))
  symlinkSync('plain.md', mac.at(`${folder}/link`))
  symlinkSync('/nowhere/at all', mac.at(`${folder}/dangling`))
}

async function fillServer(live: LiveServer): Promise<void> {
  await live.sql('postgres', `create role borgmatic login password $$${password}$$ in role pg_read_all_data`)
  for (const { name } of databases) {
    await live.sql('postgres', `create role ${name} login`)
    await live.sql('postgres', `create database ${name} owner ${name}`)
    await live.sql(name, readFileSync(join(import.meta.dirname, `databases/${name}.sql`), 'utf8'))
  }
}

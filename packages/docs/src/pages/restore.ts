import type { BackupEntry } from '@homelab/estate/model'
import {
  type Block,
  blank,
  type Command,
  command,
  noted,
  paragraph,
  piped,
  section,
  shell,
  subsection,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { type Backups, backupsOf } from '../model/backup-tool.ts'
import { inCluster } from '../model/cluster.ts'
import { keptFromHealing } from '../shell/healing.ts'
import { kubectl, ssh, sshTarget } from '../shell/programs.ts'
import { commandsOf, stepsOf } from '../shell/steps.ts'

/** How to get data back. */
export function restoreGuide(context: Context): Block {
  const all = backupsOf(context)
  return all.map(backups =>
    section(
      titled('Restore', all.length, backups.tool.terms(backups.settings).repository),
      paragraph(
        'Unpack into a scratch folder, look, and copy or load what is wanted: nothing here writes over live data by itself.',
      ),
      shell(...commandsOf(context, stepsOf(backups.service, 'restore'))),
      context.resolved.backups.map(entry =>
        entry.kind === 'dump' && saves(backups, entry) ? database(context, backups, entry) : undefined,
      ),
      context.resolved.backups.map(entry =>
        entry.kind === 'sqlite' && entry.at.name === backups.runs.host.name
          ? sqlite(context, backups, entry)
          : undefined,
      ),
      context.resolved.backups.map(entry =>
        entry.kind === 'mariadb' && entry.at.name === backups.runs.host.name
          ? mariadb(context, backups, entry)
          : undefined,
      ),
    ),
  )
}

/** Of several repositories each has a section of its own. */
export function titled(title: string, repositories: number, repository: string): string {
  return repositories === 1 ? title : `${title}: ${repository}`
}

/** Of several repositories of a host one may have no login on the server of a database. */
function saves({ tool, settings, request }: Backups, { database: name, server }: Entry<'dump'>): boolean {
  return tool
    .run(request, settings)
    .saves.some(each => each.what === 'postgres' && each.name === name && each.server === server)
}

/** The options are those of facts O1; `--role` makes the owner own what is loaded, instead of a step of its own. */
function database(context: Context, backups: Backups, entry: Entry<'dump'>): Block {
  const { find } = context
  const { database: name, server, service } = entry
  const { runs } = backups
  const dump = dumpOf(backups, entry)
  const [consumer, provider] = [service, server].map(each => {
    const found = find.service(each)
    return found === undefined ? undefined : inCluster(context, found)
  })
  if (provider === undefined || find.service(server)?.runs.databaseServer === undefined) return undefined
  const user = find.service(service)
  const pods = (consumer?.pods ?? []).map(({ id }) => id)
  const scale = (does: 'stop' | 'start'): readonly Command[] =>
    user === undefined ? [] : commandsOf(context, stepsOf(user, does, pods))
  const stops = scale('stop')
  const { pauses, resumes } = keptFromHealing(context, consumer, 'data are restored')
  const owner = find.databasesFor(service).find(other => other.name === name)?.owner ?? name
  const load = kubectl(
    provider.cluster,
    provider.namespace,
    'exec',
    '--stdin',
    `service/${server}-rw`,
    '--',
    ...['pg_restore', '--dbname', name, '--clean', '--if-exists', '--no-owner', '--no-acl', '--role', owner],
  )
  return subsection(
    `Database ${name}`,
    paragraph(
      `On ${linkService(context, server)}, for ${linkService(context, service)}.`,
      stops.length > 0 ? '' : 'Stop what uses it first: how that runs is hand-written.',
    ),
    shell(
      ...pauses,
      ...stops,
      dump,
      noted(
        'replaces what is in the database',
        piped(command('ssh', sshTarget(runs.host), 'cat', blank('DUMP')), load),
      ),
      ...scale('start'),
      ...resumes,
    ),
  )
}

/** A copy is the database itself; what lies beside the old one belongs to the old one. */
function sqlite(context: Context, { runs, tool, settings }: Backups, entry: Entry<'sqlite'>): Block {
  const { path, service } = entry
  const program = tool.terms(settings).clients.sqlite
  const copy = tool.unpacked(entry, settings)
  if (program === undefined || copy === undefined || !('path' in copy)) return undefined
  return subsection(
    `Database ${path}`,
    paragraph(`SQLite, of ${linkService(context, service)}: stop that first, and start it after.`),
    shell(
      noted('says ok', ssh(runs.host, command(program, copy.path, 'pragma integrity_check'))),
      ssh(runs.host, command('rm', '-f', ...['-wal', '-shm', '-journal'].map(ending => path + ending))),
      noted('replaces the database', ssh(runs.host, command('cp', copy.path, path))),
    ),
  )
}

/** The dump drops the database, and recreates it. */
function mariadb(context: Context, backups: Backups, entry: Entry<'mariadb'>): Block {
  const { runs, tool, settings } = backups
  const { name, socket, service } = entry
  const program = tool.terms(settings).clients.mariadb
  const dump = dumpOf(backups, entry)
  if (program === undefined || dump === undefined) return undefined
  const client = command(
    program,
    ...['--no-defaults', '--protocol=socket', `--socket=${socket}`, '--max-allowed-packet=1G'],
  )
  return subsection(
    `Database ${name}`,
    paragraph(
      `MariaDB, of ${linkService(context, service)}: stop that first, and start it after. Its account on the server is no part of the dump: on a new server, make it before.`,
    ),
    shell(
      dump,
      noted('says that the dump is complete', command('ssh', sshTarget(runs.host), 'tail', '-n', '1', blank('DUMP'))),
      noted(
        'replaces the database',
        piped(command('ssh', sshTarget(runs.host), 'cat', blank('DUMP')), ssh(runs.host, client)),
      ),
    ),
  )
}

type Entry<K> = Extract<BackupEntry, { readonly kind: K }>

/** How a dump is found in what was unpacked. */
function dumpOf({ runs, tool, settings }: Backups, entry: BackupEntry): Command | undefined {
  const found = tool.unpacked(entry, settings)
  if (found === undefined) return undefined
  const words = 'path' in found ? ['ls', found.path] : found.find
  return noted('the dump; set DUMP to its path', ssh(runs.host, command(...words)))
}

import type { Resolved } from '@homelab/estate'
import { type Context, linkService } from '../context.ts'
import { borgmaticOf } from '../model/borgmatic.ts'
import { ansibleFolder } from '../model/host.ts'
import { type Block, paragraph, section, tableOf } from '../page/block.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { command, shell } from '../shell/command.ts'
import { code, prose } from '../text.ts'
import { restoreGuide } from './restore.ts'

/** What is kept safe, how, and what is not. */
export function backupsPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'backups',
    title: 'Backups',
    tags: ['reference', 'backups'],
    about: 'what is saved, what is not and why, and how to restore',
    body: context => [
      paragraph('Whatever keeps data must say how it is kept safe; saying nothing is a finding.'),
      settings(context),
      section('Databases', dumps(context)),
      section('Folders', folders(context)),
      section('Not saved', unsaved(context)),
      restoreGuide(context),
    ],
  })
}

function dumps(context: Context): Block {
  const { backups } = context.resolved
  return [
    tableOf(
      ['database', 'server', 'of'],
      backups
        .filter(entry => entry.kind === 'dump')
        .map(({ database, server, service }) => [
          code(database),
          linkService(context, server),
          linkService(context, service),
        ]),
    ),
    tableOf(
      ['SQLite database', 'on', 'holds', 'of'],
      backups
        .filter(entry => entry.kind === 'sqlite')
        .map(({ path, at, holds, service }) => [
          code(path),
          code(at.name),
          prose(holds),
          linkService(context, service),
        ]),
    ),
    tableOf(
      ['MariaDB database', 'on', 'data folder of the server', 'holds', 'of'],
      backups
        .filter(entry => entry.kind === 'mariadb')
        .map(({ name, at, path, holds, service }) => [
          code(name),
          code(at.name),
          code(path),
          prose(holds),
          linkService(context, service),
        ]),
    ),
    backups.some(({ kind }) => kind === 'mariadb')
      ? paragraph(
          'A MariaDB database is dumped over the socket of its server, by the account there that has the name of who makes the backups, without a password. Its tables of InnoDB are of one moment, whoever writes meanwhile; those of other engines are not. The data folder is left out of the folders that are saved, and accounts with their rights are in no dump.',
        )
      : undefined,
    backups.some(({ kind }) => kind === 'sqlite')
      ? paragraph(
          'SQLite copies its databases before each run, each at one moment, whoever writes meanwhile; the copies are saved, and the files themselves are left out of the folders that they lie in. While a copy is made, a program that does not use the write-ahead log waits to write.',
        )
      : undefined,
  ]
}

function folders(context: Context): Block {
  return tableOf(
    ['folder', 'on', 'holds', 'priority', 'of'],
    context.resolved.backups
      .filter(entry => entry.kind === 'directory')
      .map(({ path, at, holds, priority, service }) => [
        code(path),
        code(at.name),
        prose(holds),
        priority,
        linkService(context, service),
      ]),
  )
}

function unsaved(context: Context): Block {
  return tableOf(
    ['of', 'what', 'why'],
    context.resolved.backups
      .filter(entry => entry.kind === 'none')
      .map(({ service, what, reason }) => [linkService(context, service), prose(what), prose(reason)]),
  )
}

function settings(context: Context): Block {
  return borgmaticOf(context).map(({ service, settings: { repository, keep, checks } }) =>
    section(
      'How',
      tableOf(
        ['', ''],
        [
          ['program', linkService(context, service.name)],
          ['repository', `${code(repository.path)}, label ${code(repository.label)}`],
          ['encryption', code(repository.encryption)],
          [
            'append-only',
            repository.appendOnly ? 'yes: pruned archives free no space until somebody compacts by hand' : 'no',
          ],
          ['kept', `${keep.daily} daily, ${keep.monthly} monthly, ${keep.yearly} yearly archives`],
          ['checked', checks.map(({ name, frequency }) => `${name} every ${frequency}`).join(', ')],
        ],
      ),
      paragraph(
        'A run fails where something could not be read, whatever else was saved, and is then repeated by hand once the cause is gone. A folder that cannot be opened ends it before anything is saved. A file that merely changed while it was read is saved as it was read.',
      ),
      paragraph(
        'A backup that was never restored is a hope. This restores the newest archive into a scratch place, loads the dumps, compares, and never touches live data:',
      ),
      shell({ ...command('ansible-playbook', 'playbooks/restore-test.yml'), folder: ansibleFolder(context) }),
    ),
  )
}

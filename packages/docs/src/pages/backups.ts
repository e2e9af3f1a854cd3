import type { Resolved } from '@homelab/estate/model'
import { type Block, code, command, paragraph, prose, section, shell, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { backupsOf } from '../model/backup-tool.ts'
import { ansibleFolder } from '../model/host.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { restoreGuide, titled } from './restore.ts'

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
    ...(['mariadb', 'sqlite'] as const).flatMap(kind =>
      backups.some(each => each.kind === kind)
        ? [...new Set(backupsOf(context).map(({ words }) => words.databases[kind]))].map(each => paragraph(prose(each)))
        : [],
    ),
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
  const all = backupsOf(context)
  return all.map(({ service, tool, settings, words: { how, failing } }) =>
    section(
      titled('How', all.length, tool.terms(settings).repository),
      tableOf(
        ['', ''],
        [['program', linkService(context, service.name)], ...how.map(([what, text]) => [what, prose(text)])],
      ),
      paragraph(prose(failing)),
      ...(tool.restoreTest === undefined
        ? []
        : [
            paragraph(
              'A backup that was never restored is a hope. This restores the newest archive into a scratch place, loads the dumps, compares, and never touches live data:',
            ),
            shell({ ...command('ansible-playbook', 'playbooks/restore-test.yml'), folder: ansibleFolder(context) }),
          ]),
    ),
  )
}

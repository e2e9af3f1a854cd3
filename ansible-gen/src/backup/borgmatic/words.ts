import type { AboutBackup, BackupWords, Command, Host, SaidCommand, Word } from '@homelab/estate/model'
import { onHost } from '../../runs/commands.ts'
import { partialKept, partialPrefix } from './partial.ts'
import { addressOf, type BorgmaticSettings, hookTimes } from './settings.ts'

/** What the documentation says of it. */
export function words(about: AboutBackup<BorgmaticSettings>): BackupWords {
  const { settings, host } = about
  const { repository, checks, passCommand, borg, sqlite, runner, excludes = [], ping } = settings
  const { ssh, prunedBy } = repository
  return {
    how: [
      ['repository', `\`${addressOf(settings)}\`, label \`${repository.label}\``],
      ['encryption', `\`${repository.encryption}\``],
      [
        'append-only',
        !repository.appendOnly
          ? 'no'
          : prunedBy === undefined
            ? 'yes: pruned archives free no space until somebody compacts by hand'
            : 'yes: nothing that this host does deletes an archive',
      ],
      ['kept', kept(settings)],
      ['checked', checks.map(({ name, frequency }) => `${name} every ${frequency}`).join(', ') || 'never'],
      ...(excludes.length > 0 ? [['left out', excludes.map(each => `\`${each}\``).join(', ')] as const] : []),
      ...hooksSaid(settings),
      ...(ping === undefined
        ? []
        : [
            [
              'told',
              `${pingNames[ping.to]} of each backup that ended, well or not; one that never began it misses`,
            ] as const,
          ]),
    ],
    failing: `A run fails where something could not be read, whatever else was saved, and is then repeated by hand once the cause is gone. A folder that cannot be opened ends it before anything is saved. A database that cannot be dumped or copied fails it, too; all else is then saved in an archive whose name begins with \`${partialPrefix}\`. That one counts as no backup: alerts, the restore test and \`latest\` pass it over, and whoever wants a file of it says its name. ${partialsPruned(prunedBy)} A file that merely changed while it was read is saved as it was read.`,
    databases: {
      sqlite:
        'SQLite copies its databases before each run, each at one moment, whoever writes meanwhile; the copies are saved, and the files themselves are left out of the folders that they lie in. While a copy is made, a program that does not use the write-ahead log waits to write.',
      mariadb:
        'A MariaDB database is dumped over the socket of its server, by the account there that has the name of who makes the backups, without a password. Its tables of InnoDB are of one moment, whoever writes meanwhile; those of other engines are not. The data folder is left out of the folders that are saved, and accounts with their rights are in no dump.',
    },
    byHand: [
      `the passphrase that \`${passCommand}\` prints`,
      ...(ssh === undefined
        ? []
        : [`the private key \`${ssh.key}\`, which \`${ssh.host}\` lets in as \`${ssh.user}\``]),
    ],
    readers: [
      `\`${ssh?.borg ?? borg}\``,
      ...(sqlite === undefined ? [] : [`\`${sqlite.program}\``]),
      'the Python that `borgmatic` runs on',
    ],
    repository: {
      once: [
        ...(ssh === undefined ? [] : [letIn(settings)]),
        'Where there is a repository it stays as it is. No backup ever makes one: an empty one in the place of one that is lost would look like a backup.',
        `${keyPlace(settings)} Without the key and the passphrase nobody reads the archives: keep a copy of both by hand, apart from the host and from the repository.`,
      ],
      make: [{ run: onHost(host, runner, 'repo-create') }],
      copyKey: [said('the copy of the key', onRepository(about, 'key', 'export'))],
    },
    lock: {
      noun: 'passphrase',
      about: [
        `It locks the key of the repository \`${addressOf(settings)}\`, which stays the same: the lock is changed first, with the old passphrase, and then what \`${passCommand}\` prints. The other way round nothing opens the repository, and every backup fails.`,
        'Whoever has the old passphrase and an old copy of the key reads the archives as before; only a new repository helps against that.',
      ],
      change: [
        changed(about),
        [
          said('opens with the new one', onRepository(about, 'info')),
          said('a new copy of the key, in the place of the old one', onRepository(about, 'key', 'export')),
        ],
      ],
    },
    ...(repository.appendOnly && {
      returns:
        prunedBy === undefined
          ? `Archives of \`${addressOf(settings)}\` that were pruned are recoverable only until somebody compacts the repository.`
          : `The repository \`${addressOf(settings)}\` is pruned by ${prunedBy}: an archive that was deleted or damaged from this host is there until then, so look at the list first.`,
    }),
  }
}

function kept({ keep, repository: { prunedBy } }: BorgmaticSettings): string {
  if (prunedBy !== undefined) return `all, until they are pruned by ${prunedBy}`
  return keep === undefined ? 'all' : `${keep.daily} daily, ${keep.monthly} monthly, ${keep.yearly} yearly archives`
}

/** Where one counts among the others, it takes the place of an archive with databases. */
function partialsPruned(prunedBy: string | undefined): string {
  if (prunedBy === undefined) return `Of those, pruning keeps the newest ${partialKept}.`
  const separate = `\`borg prune --glob-archives '${partialPrefix}*' --keep-last ${partialKept}\``
  return `Whoever prunes takes those by themselves, ${separate}, and the others by the host's name: together one of them would take the place of an archive with databases.`
}

const pingNames = { healthchecks: 'Healthchecks', 'uptime-kuma': 'Uptime Kuma' } as const
const times = {
  before: 'before',
  after: 'after, where it ended well,',
  failed: 'after, where it failed,',
  ended: 'after',
}

function hooksSaid({ hooks = [] }: BorgmaticSettings): readonly (readonly [string, string])[] {
  return hookTimes.flatMap(time =>
    hooks
      .filter(hook => hook.time === time)
      .map(({ of = 'create', run }) => [`${times[time]} ${of}`, `\`${run}\``] as const),
  )
}

/** The server binds the key to borg and to this repository: without that whoever has the host has all archives. */
function letIn(settings: BorgmaticSettings): string {
  const { repository } = settings
  const { path, ssh, appendOnly } = repository
  if (ssh === undefined) return ''
  const serve = `borg serve ${appendOnly ? '--append-only ' : ''}--restrict-to-repository ${path}`
  return `On \`${ssh.host}\`, the line of the public key in \`authorized_keys\` of \`${ssh.user}\` begins with \`command="${serve}",restrict\`.`
}

function said(note: string, run: Command): SaidCommand {
  return { note, run }
}

function keyPlace({ repository }: BorgmaticSettings): string {
  return repository.encryption === 'keyfile'
    ? 'The key lies in a file of the host, below `~/.config/borg/keys`.'
    : 'The key lies in the repository, locked with the passphrase.'
}

/** The lock on the key first, or nothing opens it any more; a passphrase in a file is changed in one step with it. */
function changed(about: AboutBackup<BorgmaticSettings>): readonly SaidCommand[] {
  const { host, settings } = about
  const { passCommand } = settings
  const [, file] = /^cat (\/\S+)$/.exec(passCommand) ?? []
  if (file !== undefined) {
    return [
      said('type the new one, which is not shown', typed(host, `${file}.new`)),
      said('what reads the old file goes on until the new one takes its place', swapped(about, file)),
    ]
  }
  return [
    said('asks for the new one, twice', onRepository(about, 'key', 'change-passphrase')),
    said('then, at once, by hand: the new one is what this prints', onHost(host, ...passCommand.split(' '))),
  ]
}

/** A command of borg on the repository, with the passphrase of today. */
function borgOf({ passCommand }: BorgmaticSettings, ...rest: readonly Word[]): readonly Word[] {
  return ['env', `BORG_PASSCOMMAND=${passCommand}`, ...rest]
}

function onRepository({ host, settings }: AboutBackup<BorgmaticSettings>, ...rest: readonly string[]): Command {
  return onHost(host, ...borgOf(settings, settings.borg, ...rest, addressOf(settings)))
}

/** A line from the terminal into a file that others cannot read. */
function typed(host: Host, file: string): Command {
  const line = onHost(host, 'sh', '-c', 'umask 077; stty -echo; head -n 1 >"$0"; stty echo', file)
  return { ...line, terminal: true }
}

const and: Word = { shell: '&&' }

function swapped({ host, settings }: AboutBackup<BorgmaticSettings>, file: string): Command {
  const change = borgOf(
    settings,
    { shell: `BORG_NEW_PASSPHRASE="$(cat ${file}.new)"` },
    ...[settings.borg, 'key', 'change-passphrase', addressOf(settings)],
  )
  // An empty passphrase would be taken as well.
  return onHost(host, 'grep', '-q', '.', `${file}.new`, and, ...change, and, 'mv', `${file}.new`, file)
}

import type { Host } from '@homelab/estate'
import { type Context, linkService } from '../context.ts'
import { type Borgmatic, borgmaticOf } from '../model/borgmatic.ts'
import { type Block, paragraph, section, subsection } from '../page/block.ts'
import { type Command, command, commandText, noted, shell, type Word } from '../shell/command.ts'
import { ssh, sshTarget } from '../shell/programs.ts'
import { commandsOf, stepsOf } from '../shell/steps.ts'
import { code } from '../text.ts'

/** How the repository of the backups of a host is made, and where its key is kept. */
export function repositorySteps(context: Context, { name }: Host): Block {
  return borgmaticOf(context)
    .filter(({ runs }) => runs.host.name === name)
    .map(borgmatic => {
      const { service, runs, settings } = borgmatic
      const { mountPoint } = settings.repository
      return subsection(
        `The repository of ${service.title}`,
        paragraph(
          `Once, after the role of ${linkService(context, service.name)}${mountPoint === undefined ? '' : `, with ${code(mountPoint)} mounted`}. Where there is a repository it stays as it is. No backup ever makes one: an empty one in the place of one that is lost would look like a backup.`,
          `${keyPlace(borgmatic)} Without the key and the passphrase nobody reads the archives: keep a copy of both by hand, apart from the host and from the repository.`,
        ),
        shell(
          ssh(runs.host, command(settings.runner, 'repo-create')),
          noted('the copy of the key', onRepository(borgmatic, 'key', 'export')),
          ...commandsOf(context, stepsOf(service, 'back-up')).map(each => noted('the first backup, now', each)),
        ),
      )
    })
}

/** How the passphrase of a repository is changed: the key in it first, or nothing opens it any more. */
export function passphraseSteps(context: Context): Block {
  return borgmaticOf(context).map(borgmatic => {
    const { service, runs, settings } = borgmatic
    const { passCommand, repository } = settings
    const [, file] = /^cat (\/\S+)$/.exec(passCommand) ?? []
    return section(
      `The passphrase of ${service.title}`,
      paragraph(
        `It locks the key of the repository ${code(repository.path)}, which stays the same: the lock is changed first, with the old passphrase, and then what ${code(passCommand)} prints. The other way round nothing opens the repository, and every backup fails.`,
        'Whoever has the old passphrase and an old copy of the key reads the archives as before; only a new repository helps against that.',
      ),
      file === undefined
        ? shell(
            noted('asks for the new one, twice', onRepository(borgmatic, 'key', 'change-passphrase')),
            noted(
              'then, at once, by hand: the new one is what this prints',
              ssh(runs.host, command(...passCommand.split(' '))),
            ),
          )
        : shell(
            noted('type the new one, which is not shown', typed(runs.host, `${file}.new`)),
            noted('what reads the old file goes on until the new one takes its place', swapped(borgmatic, file)),
          ),
      shell(
        noted('opens with the new one', onRepository(borgmatic, 'info')),
        noted('a new copy of the key, in the place of the old one', onRepository(borgmatic, 'key', 'export')),
      ),
    )
  })
}

function keyPlace({ settings: { repository } }: Borgmatic): string {
  return repository.encryption === 'keyfile'
    ? 'The key lies in a file of the host, below `~/.config/borg/keys`.'
    : 'The key lies in the repository, locked with the passphrase.'
}

/** A command of borg on the repository, with the passphrase of today. */
function borg({ settings }: Borgmatic, ...words: readonly Word[]): readonly Word[] {
  return ['env', `BORG_PASSCOMMAND=${settings.passCommand}`, ...words]
}

function onRepository(borgmatic: Borgmatic, ...words: readonly string[]): Command {
  const { runs, settings } = borgmatic
  return ssh(runs.host, command(...borg(borgmatic, settings.borg, ...words, settings.repository.path)))
}

/** A line from the terminal into a file that others cannot read. */
function typed(host: Host, file: string): Command {
  const line = command('sh', '-c', 'umask 077; stty -echo; head -n 1 >"$0"; stty echo', file)
  return command('ssh', '-t', sshTarget(host), commandText(line))
}

const and: Word = { shell: '&&' }

function swapped(borgmatic: Borgmatic, file: string): Command {
  const { runs, settings } = borgmatic
  const change = borg(
    borgmatic,
    { shell: `BORG_NEW_PASSPHRASE="$(cat ${file}.new)"` },
    ...[settings.borg, 'key', 'change-passphrase', settings.repository.path],
  )
  // An empty passphrase would be taken as well.
  const typed = ['grep', '-q', '.', `${file}.new`]
  return ssh(runs.host, command(...typed, and, ...change, and, 'mv', `${file}.new`, file))
}

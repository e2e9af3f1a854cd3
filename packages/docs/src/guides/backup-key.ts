import type { Host, SaidCommand } from '@homelab/estate/model'
import { type Block, code, noted, paragraph, prose, section, shell, subsection } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { backupsOf } from '../model/backup-tool.ts'
import { commandsOf, stepsOf } from '../shell/steps.ts'

/** How the repository of the backups of a host is made, and where its key is kept. */
export function repositorySteps(context: Context, { name }: Host): Block {
  return backupsOf(context)
    .filter(({ runs }) => runs.host.name === name)
    .map(({ service, tool, settings, words: { repository } }) => {
      const { mountPoint } = tool.terms(settings)
      const [first = '', ...more] = repository.once.map(prose)
      return subsection(
        `The repository of ${service.title}`,
        paragraph(
          `Once, after the role of ${linkService(context, service.name)}${mountPoint === undefined ? '' : `, with ${code(mountPoint)} mounted`}. ${first}`,
          ...more,
        ),
        shell(
          ...commandsOf(context, [...repository.make, ...repository.copyKey]),
          ...commandsOf(context, stepsOf(service, 'back-up')).map(each => noted('the first backup, now', each)),
        ),
      )
    })
}

/** How what locks a repository is changed: the key in it first, or nothing opens it any more. */
export function passphraseSteps(context: Context): Block {
  return backupsOf(context).map(({ service, words: { lock } }) => {
    if (lock === undefined) return undefined
    const { noun, about, change } = lock
    return section(
      `The ${noun} of ${service.title}`,
      paragraph(...about.map(prose)),
      change.map((all: readonly SaidCommand[]) => shell(...commandsOf(context, all))),
    )
  })
}

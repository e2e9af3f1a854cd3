import type { ResolvedService } from '@homelab/estate/model'
import { type Block, bullets, code, prose, section, subsection } from '@homelab/formats/page'
import type { Context } from '../context.ts'

/** What an operator should know: findings that the estate lives with, and where it differs from what was observed. */
export function doubts(context: Context, { name }: ResolvedService): Block {
  const { acceptances, differences } = context.resolved
  const accepted = acceptances.filter(({ subject }) => subject === name)
  const own = differences.filter(({ service }) => service === name)
  return section(
    'Worth knowing',
    subsection(
      'Accepted findings',
      bullets(
        accepted.map(({ code: finding, path, reason }) => {
          const where = path === undefined ? '' : ` at ${code(path)}`
          return `${code(finding)}${where}: ${prose(reason)}`
        }),
      ),
    ),
    subsection(
      'Differences from what ran before',
      bullets(own.map(({ what, now, why }) => `${prose(what)}: ${prose(now)}, because ${prose(why)}`)),
      own.length === 0 ? undefined : `All of them: ${context.site.link('differences')}.\n`,
    ),
  )
}

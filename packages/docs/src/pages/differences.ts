import type { Resolved, ResolvedDifference } from '@homelab/estate/model'
import { type Block, bullets, code, paragraph, prose, section, tableOf } from '@homelab/formats/page'
import { rulesOf } from '@homelab/kubernetes/rules'
import { type Context, linkService } from '../context.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'

/** Every deliberate difference from what was observed, and what became of each known inconsistency. */
export function differencesPage(resolved: Resolved): Page {
  return wholePage(resolved, {
    path: 'differences',
    title: 'Differences',
    tags: ['reference', 'differences'],
    about: 'where what is rendered departs from what was observed, and why',
    body: context => {
      const groups = Map.groupBy(resolved.differences, ({ service }) => service)
      return [
        resolved.differences.length === 0
          ? paragraph('No service says that it differs from what ran before.')
          : paragraph(
              'What is rendered equals what was observed, but for what stands here. The column “facts” names the section of the facts sheet.',
            ),
        // What no service has to say of itself, since it is true of all that a cluster runs.
        resolved.clusters.length === 0
          ? undefined
          : section(
              'Everywhere in a cluster',
              bullets(rulesOf(resolved.clusters, context.parts).map(({ says }) => prose(says))),
            ),
        section('By service', bySubject(context, groups)),
        section('Of the estate', table(groups.get(undefined) ?? [])),
        section('What became of known inconsistencies', settled(resolved.differences)),
      ]
    },
  })
}

function bySubject(context: Context, groups: ReadonlyMap<string | undefined, readonly ResolvedDifference[]>): Block {
  return [...groups].map(([service, own]) =>
    service === undefined ? undefined : [`### ${linkService(context, service)}\n`, table(own)],
  )
}

function table(differences: readonly ResolvedDifference[]): Block {
  return tableOf(
    ['what', 'observed', 'now', 'why', 'facts'],
    differences.map(({ what, today, now, why, facts }) => [prose(what), prose(today), prose(now), prose(why), facts]),
  )
}

/** The rows of the facts' own lists of inconsistencies, each with its answer. */
function settled(differences: readonly ResolvedDifference[]): Block {
  const rows = differences.flatMap(({ settles, now, why }) =>
    (typeof settles === 'string' ? [settles] : (settles ?? [])).map(row => {
      const [page = '', ...subject] = row.split(': ')
      return [code(page), prose(subject.join(': ')), prose(now), prose(why)]
    }),
  )
  return tableOf(
    ['page', 'subject', 'now', 'why'],
    rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)),
  )
}

import type { Resolved } from '@homelab/estate/model'
import { type Block, bullets, code, noted, paragraph, prose, section, shell, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { address } from '../services/ways-in.ts'
import { renderAndPush } from '../shell/changes.ts'
import { curlStatus } from '../shell/curl.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'

/** Everything public goes dark, and what to do when that is not enough. facts P8 */
export function shutOffGuide(resolved: Resolved): readonly Page[] {
  if (resolved.services.every(({ serves }) => serves !== 'public')) return []
  return [
    wholePage(resolved, {
      path: 'guides/shut-off',
      title: 'Shut everything public off',
      tags: ['how-to', 'emergency', 'security'],
      about: 'the emergency shut-off, and the ladder above it',
      body: context => {
        const edge = publicProxy(context)
        return edge === undefined ? undefined : [at0(context, edge), ladder(context, edge), again(context, edge)]
      },
    }),
  ]
}

function at0(context: Context, { proxy }: Edge): Block {
  const { task, plain } = proxy.shutOff
  const routes = context.resolved.routes.filter(({ kind }) => kind === 'public')
  return section(
    'Now',
    task.length === 0
      ? undefined
      : [shell(...commandsOf(context, task)), paragraph('The same without this repository:')],
    shell(...commandsOf(context, plain)),
    paragraph('Every public name is dark within seconds:'),
    bullets(routes.map(route => `${address(route)}, of ${linkService(context, route.service)}`)),
    shell(...routes.slice(0, 1).map(({ url }) => noted('no answer', curlStatus(url, '--max-time', '10')))),
    paragraph('Private names and the tailnet go on: nothing inside depends on the proxy.'),
  )
}

function ladder(context: Context, { service, proxy }: Edge): Block {
  const { rungs, says, acts } = proxy.shutOff
  const names = rungs.length + 1
  const cnames = context.resolved.domains.find(({ kind }) => kind === 'public')
  return section(
    'When that is not enough',
    paragraph('Each rung takes more away, and takes longer to undo.'),
    tableOf(
      ['rung', 'what', 'takes away', 'how fast', 'back'],
      [
        ...rungs.map(({ what, takesAway, howFast, back }, index) =>
          [String(index + 1), what, takesAway, howFast, back].map(prose),
        ),
        [
          String(names),
          `no records in ${code(cnames?.zone ?? cnames?.suffix ?? '')}`,
          'the names themselves',
          cacheTime(context),
          'apply the records again',
        ],
      ],
    ),
    paragraph(...says.map(prose)),
    shell(...commandsOf(context, acts)),
    paragraph(
      `Rung ${names}: take the ${code('public')} routes out of the services’ files, render, and apply. The same for one service alone is the calm way: ${linkService(context, service.name)} stops serving it with its next deployment.`,
    ),
    shell(...renderAndPush(context), mise('dns-preview'), mise('dns-up'), ...commandsOf(context, proxy.deploy)),
  )
}

function cacheTime({ resolved: { dns } }: Context): string {
  return dns === undefined ? 'as long as caches keep them' : `within ${dns.ttlSeconds} s, as caches forget them`
}

function again(context: Context, { proxy, host }: Edge): Block {
  return section(
    'Back on',
    paragraph(
      `Only when it is known what happened: the access log of the time is in the store of logs, under ${code(`{instance="${host.name}"}`)}.`,
    ),
    shell(...commandsOf(context, proxy.shutOff.back), mise('services-check')),
    paragraph(`See ${context.site.link('observability')}.`),
  )
}

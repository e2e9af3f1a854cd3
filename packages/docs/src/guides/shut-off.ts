import { type Block, code, prose, tableOf } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { inCluster } from '../model/cluster.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import { address } from '../services/ways-in.ts'
import { renderAndPush } from '../shell/changes.ts'
import { curlStatus } from '../shell/curl.ts'
import { keptFromHealing } from '../shell/healing.ts'
import { commandsOf } from '../shell/steps.ts'
import { guide } from './guide.ts'

/** Everything public goes dark, and what to do when that is not enough. facts P8 */
export const shutOffGuide = guide(import.meta.url, {
  when: ({ services }) => services.some(({ serves }) => serves.includes('public')),
  given: {
    proxy: one(publicProxy, {
      task: ({ proxy }, context) => commandsOf(context, proxy.shutOff.task),
      pause: (edge, context) => held(edge, context).pauses,
      plain: ({ proxy }, context) => commandsOf(context, proxy.shutOff.plain),
      routes: each((_: Edge, context: Context) => publicRoutes(context), {
        address,
        service: ({ service }, context) => linkService(context, service),
      }),
      ask: (_, context) =>
        publicRoutes(context)
          .slice(0, 1)
          .map(({ url }) => curlStatus(url, '--max-time', '10')),
      ladder,
      says: ({ proxy }) => proxy.shutOff.says.map(prose).join(' '),
      acts: ({ proxy }, context) => commandsOf(context, proxy.shutOff.acts),
      lastRung: ({ proxy }) => String(proxy.shutOff.rungs.length + 1),
      service: ({ service }, context) => linkService(context, service.name),
      renderAndPush: (_, context) => renderAndPush(context),
      resume: (edge, context) => held(edge, context).resumes,
      deploy: ({ proxy }, context) => commandsOf(context, proxy.deploy),
      logs: ({ service: { at, runs }, host }) =>
        code(at.kind === 'cluster' ? `{namespace="${runs.namespace}"}` : `{instance="${host.name}"}`),
      hasTailnet: (_, { resolved }) => resolved.domains.some(({ kind }) => kind === 'tailnet'),
      back: ({ proxy }, context) => commandsOf(context, proxy.shutOff.back),
    }),
  },
})

function held({ service }: Edge, context: Context): ReturnType<typeof keptFromHealing> {
  return keptFromHealing(context, inCluster(context, service), 'nothing is public')
}

function publicRoutes({ resolved }: Context): Context['resolved']['routes'] {
  return resolved.routes.filter(({ kind }) => kind === 'public')
}

function ladder({ proxy: { shutOff } }: Edge, { resolved: { domains, dns } }: Context): Block {
  const zone = domains.find(({ kind }) => kind === 'public')
  const caches = dns === undefined ? 'as long as caches keep them' : `within ${dns.ttlSeconds} s, as caches forget them`
  return tableOf(
    ['rung', 'what', 'takes away', 'how fast', 'back'],
    [
      ...shutOff.rungs.map(({ what, takesAway, howFast, back }, index) =>
        [String(index + 1), what, takesAway, howFast, back].map(prose),
      ),
      [
        String(shutOff.rungs.length + 1),
        `no records in ${code(zone?.zone ?? zone?.suffix ?? '')}`,
        'the names themselves',
        caches,
        'apply the records again',
      ],
    ],
  )
}

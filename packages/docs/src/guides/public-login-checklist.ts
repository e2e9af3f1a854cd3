import { code, prose } from '@homelab/formats/page'
import { one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'
import { guide } from './guide.ts'

/** What must hold before a service with logins goes public. */
export const publicLoginGuide = guide(import.meta.url, {
  when: ({ domains }) => domains.some(({ kind }) => kind === 'public'),
  given: {
    superusers,
    proxy: one(publicProxy, {
      limits: ({ proxy }) => prose(proxy.limits),
      bans: one(({ proxy }: Edge) => proxy.bans, {
        loginsLog: ({ loginsLog }) => code(loginsLog),
        maxRetries: ({ maxRetries }) => String(maxRetries),
        findSeconds: ({ findSeconds }) => String(findSeconds),
        banSeconds: ({ banSeconds }) => String(banSeconds),
        banned: ({ list }, context: Context) => commandsOf(context, [list]),
        free: ({ free }, context: Context) => commandsOf(context, [free]),
      }),
      dynamic: (_, context) =>
        context.resolved.routes
          .filter(route => route.public?.mode === 'dynamic')
          .map(({ service }) => linkService(context, service))
          .join(', '),
      tries: ({ proxy: { bans, carriedBy } }) => String((bans?.maxRetries ?? carriedBy?.logins.requests ?? 5) + 3),
      client: ({ proxy }) => prose(proxy.client),
      hasTailnet: (_, { resolved }) => resolved.domains.some(({ kind }) => kind === 'tailnet'),
    }),
    reach: ({ resolved }) =>
      resolved.hosts.flatMap(({ name, tailnet }) =>
        tailnet?.by === 'tags' && tailnet.reaches !== undefined ? [mise('reach', '--from', name)] : [],
      ),
  },
})

/** Those whose login in the database may do everything. */
function superusers(context: Context): string {
  const { roles, databases } = context.resolved
  return roles
    .filter(({ superuser, service }) => superuser === true && databases.some(database => database.service === service))
    .map(({ service }) => linkService(context, service))
    .join(', ')
}

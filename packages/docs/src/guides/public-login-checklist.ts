import { code, prose } from '@homelab/formats/page'
import { one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { publicProxy } from '../model/public-proxy.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'
import { guide } from './guide.ts'

/** What must hold before a service with logins goes public. */
export const publicLoginGuide = guide(import.meta.url, {
  when: ({ domains }) => domains.some(({ kind }) => kind === 'public'),
  given: {
    superusers,
    proxy: one(publicProxy, {
      loginsPerSecond: ({ proxy }) => String(proxy.limits.logins.perSecond),
      loginsBurst: ({ proxy }) => String(proxy.limits.logins.burst),
      perSecond: ({ proxy }) => String(proxy.limits.perSecond),
      loginsLog: ({ proxy }) => code(proxy.loginsLog),
      maxRetries: ({ proxy }) => String(proxy.bans.maxRetries),
      findSeconds: ({ proxy }) => String(proxy.bans.findSeconds),
      banSeconds: ({ proxy }) => String(proxy.bans.banSeconds),
      dynamic: (_, context) =>
        context.resolved.routes
          .filter(route => route.public?.mode === 'dynamic')
          .map(({ service }) => linkService(context, service))
          .join(', '),
      tries: ({ proxy }) => String(proxy.bans.maxRetries + 3),
      banned: ({ proxy: { bansNow } }, context) => commandsOf(context, [bansNow.list]),
      free: ({ proxy: { bansNow } }, context) => commandsOf(context, [bansNow.free]),
      client: ({ proxy }) => prose(proxy.client),
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

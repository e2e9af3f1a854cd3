import type { Resolved } from '@homelab/estate/model'
import { type Block, bullets, code, paragraph, prose, section, shell, verbatim } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'

/** What must hold before a service with logins goes public. */
export function publicLoginGuide(resolved: Resolved): readonly Page[] {
  if (!resolved.domains.some(({ kind }) => kind === 'public')) return []
  return [
    wholePage(resolved, {
      path: 'guides/public-login-checklist',
      title: 'Before a service with logins goes public',
      tags: ['checklist', 'security'],
      about: 'what must hold before anybody on the internet may try a password',
      body: context => {
        const edge = publicProxy(context)
        return [
          paragraph('Each must hold. What cannot be ticked keeps the service inside.'),
          theService(context),
          edge === undefined ? undefined : [theProxy(context, edge), trial(context, edge)],
          around(context),
        ]
      },
    }),
  ]
}

function theService(context: Context): Block {
  const { roles, databases } = context.resolved
  const mighty = roles.filter(
    ({ superuser, service }) => superuser === true && databases.some(database => database.service === service),
  )
  return section(
    'The service itself',
    bullets([
      'Registration is closed, and default accounts have no default password.',
      'Every account that can do harm has a second factor.',
      'It runs a version that still gets security fixes, pinned, and somebody reads its announcements.',
      'It knows its public address, marks its cookies secure, and believes forwarded client addresses from the proxy alone.',
      `Its login in the database is no superuser${mighty.length === 0 ? '' : `, as those of ${mighty.map(({ service }) => linkService(context, service)).join(', ')} are`}.`,
      'Its pods have no token of a service account, no privileges, and requests and limits.',
      'What it holds may be read by the whole world on the day it is broken into, or it stays inside.',
    ]),
  )
}

function theProxy(context: Context, { proxy }: Edge): Block {
  const { limits, bans, loginsLog } = proxy
  const dynamic = context.resolved.routes.filter(route => route.public?.mode === 'dynamic')
  return section(
    'The route',
    bullets([
      `${code("mode: 'dynamic'")}: nothing but assets is cached.`,
      `${code('loginPaths')} lists every path that takes a password or a token: log in, sign up, forgotten password, and the API’s own. Each client gets ${limits.logins.perSecond} requests a second there, ${limits.logins.burst} more at once, and ${limits.perSecond} elsewhere.`,
      `${code('refusedPaths')} lists what nobody needs from outside: administration, metrics, descriptions of the API.`,
      `${code('maxBodyMegabytes')} is no more than its largest honest upload.`,
      `A failed login answers 401 or 403, since that is what is counted in ${code(loginsLog)}, apart from the access log: ${bans.maxRetries} failures within ${bans.findSeconds} s ban a client for ${bans.banSeconds} s. One that answers 200 is never banned.`,
      dynamic.length === 0
        ? 'No other service takes logins through the proxy yet: look at the ban list on the first day.'
        : `Others that do: ${dynamic.map(({ service }) => linkService(context, service)).join(', ')}.`,
    ]),
  )
}

/** Whether limits and bans work, tried from outside of the tailnet. */
function trial(context: Context, { proxy }: Edge): Block {
  const { maxRetries } = proxy.bans
  const { list, free } = proxy.bansNow
  const loop = `for _ in $(seq ${maxRetries + 3}); do curl --silent --output /dev/null --write-out '%{http_code}\\n' --data user=nobody --data password=wrong "https://$HOSTNAME$LOGIN_PATH"; done`
  return section(
    'Tried',
    paragraph(
      `From a network that is not the tailnet, with ${code('HOSTNAME')} and ${code('LOGIN_PATH')} set: refusals first, then a ban.`,
    ),
    shell(verbatim(loop)),
    shell(
      ...commandsOf(context, [
        { ...list, note: 'who is banned' },
        { ...free, note: 'and free again' },
      ]),
    ),
    paragraph(prose(proxy.client), 'The service’s log shows it too.'),
  )
}

function around(context: Context): Block {
  const { site } = context
  return section(
    'Around it',
    bullets([
      `Its data is in ${site.link('backups')}, and a restore was tried.`,
      `Its rows in ${site.link('observability')} are there: probe, logs, alerts.`,
      `The shut-off was tried once: ${site.link('guides/shut-off')}.`,
      `Nothing else became reachable:`,
    ]),
    shell(
      ...context.resolved.hosts.flatMap(({ name, tailnet }) =>
        tailnet?.by === 'tags' && tailnet.reaches !== undefined ? [mise('reach', '--from', name)] : [],
      ),
    ),
    paragraph(`Then: ${site.link('guides/expose-a-service')}.`),
  )
}

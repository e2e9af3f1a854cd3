import type { Cluster, Resolved, Tag } from '@homelab/estate/model'
import { markdown } from '@homelab/formats'
import {
  type Block,
  bullets,
  type Command,
  code,
  noted,
  paragraph,
  prose,
  section,
  shell,
  tableOf,
} from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { wordsOf } from '../model/delivery.ts'
import { distinct } from '../model/distinct.ts'
import { renderedFolder } from '../model/host.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import type { Page } from '../page/page.ts'
import { wholePage } from '../page/whole.ts'
import { address } from '../services/ways-in.ts'
import { renderAndPush } from '../shell/changes.ts'
import { curlStatus } from '../shell/curl.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'
import { groupCommands } from './delivered.ts'

const { fence } = markdown

/** A service on the internet: the whole path. */
export function exposeGuide(resolved: Resolved): readonly Page[] {
  if (!resolved.domains.some(({ kind }) => kind === 'public')) return []
  return [
    wholePage(resolved, {
      path: 'guides/expose-a-service',
      title: 'Expose a service publicly',
      tags: ['how-to', 'network', 'security'],
      about: 'the whole path to the internet, with the step outside of this repository',
      body: context => {
        const edge = publicProxy(context)
        return [
          today(context),
          section(
            'Is it fit',
            paragraph(
              `One that takes logins goes through ${context.site.link('guides/public-login-checklist')} first. One that only shows pages needs no more than this.`,
            ),
          ),
          itsFile(context, edge),
          edge === undefined ? undefined : [outside(context, edge), rollOut(context, edge), back(context, edge)],
        ]
      },
    }),
  ]
}

function today(context: Context): Block {
  const routes = context.resolved.routes.filter(({ kind }) => kind === 'public')
  return section(
    'Public today',
    tableOf(
      ['address', 'service', 'mode', 'since', 'why'],
      routes.map(route => [
        ...[address(route), linkService(context, route.service), route.public?.mode ?? ''],
        ...[route.public?.exposed?.since ?? '', prose(route.public?.exposed?.why ?? '')],
      ]),
    ),
  )
}

function itsFile(context: Context, edge: Edge | undefined): Block {
  const snippet = [
    'routes: {',
    '  // what it has already',
    '  public: {',
    "    port: 'http',",
    "    mode: 'static',",
    "    exposed: { since: 'YYYY-MM-DD', why: 'whom it is for' },",
    '  },',
    '},',
  ].join('\n')
  return section(
    'In its file',
    paragraph(
      `${code('static')} caches everything and passes neither query nor cookies on. ${code('dynamic')} is for sessions, uploads and logins; it says its ${code('loginPaths')}, ${code('refusedPaths')} and ${code('maxBodyMegabytes')}.`,
      'The port is one that the service has; the label before the domain is its name unless it says another.',
      `Without ${code('exposed')} it is a finding: that the internet reaches something is said by somebody, with a day and a reason.`,
    ),
    fence('ts', snippet),
    shell(...renderAndPush(context)),
    paragraph('What changes, and is to be read before it is committed:'),
    bullets([
      edge === undefined
        ? undefined
        : `${code(`${renderedFolder(context.resolved)}/${edge.proxy.rendered}`)}: a server for the new host name`,
      'the endpoint of the service in the tailnet gains the tag that the proxy may reach',
      'the policy’s tests say that the proxy reaches it',
      'a record of the public name',
    ]),
  )
}

/** The one thing that nothing here can do: who may own a tag is said of the operator's credentials, in the console. */
function outside(context: Context, { host }: Edge): Block {
  const tag = host.tailnet?.by === 'tags' ? host.tailnet.reaches : undefined
  if (tag === undefined) return undefined
  const { resolved, deliveries } = context
  const operators = resolved.services.filter(({ serves }) => serves === 'tailnet')
  return section(
    'Outside of this repository',
    paragraph(
      `Endpoints that the proxy may reach carry ${code(tag)}; today these do: ${carriers(context, tag)}.`,
      'The operator may give its endpoints only tags that its own credentials allow.',
      `Before the first endpoint carries a new tag, widen the operator’s OAuth client to it in the admin console; with less, the endpoint vanishes from the tailnet.`,
    ),
    bullets([
      ...operators.map(({ name }) => {
        const items = distinct(deliveries.by(name), ({ secret }) => secret.item)
        return `${linkService(context, name)} uses the client of ${items.map(({ secret }) => `item ${code(secret.item)}`).join(', ')}`
      }),
      'Console: Settings, Trust credentials, the client; scopes devices and auth keys, with the new tag beside those that it has.',
      `The policy must name the operator’s tag as an owner of ${code(tag)}: ${ownersText(context, tag)}.`,
    ]),
  )
}

function carriers(context: Context, tag: Tag): string {
  const services = context.resolved.routes.filter(({ tags }) => tags.includes(tag)).map(({ service }) => service)
  return [...new Set(services)].map(service => linkService(context, service)).join(', ') || 'none'
}

function ownersText({ resolved }: Context, tag: Tag): string {
  const owners = resolved.tailnet?.tags.find(each => each.tag === tag)?.owners ?? []
  const names = owners.filter(owner => typeof owner === 'string').map(owner => code(owner))
  return names.length === 0 ? 'look there' : `its owners are ${names.join(', ')}`
}

function rollOut(context: Context, { service, proxy, host }: Edge): Block {
  const { noun } = wordsOf(context, clustersIn(context))
  const { answersAt, unproven, expose } = proxy
  return section(
    'Roll it out, in this order',
    paragraph(
      `Set ${code('NAME')} to the ${noun} and ${code('HOSTNAME')} to the public name. ${linkService(context, service.name)} runs as ${code(proxy.name)}.`,
    ),
    shell(
      noted('who may reach what', mise('tailnet-preview')),
      mise('tailnet-up'),
      ...applied(context).map(command => noted('the endpoint gains its tag', command)),
      noted('the new one is in the list, and nothing else that was not', mise('reach', '--from', host.name)),
      ...commandsOf(context, expose.before),
      noted(
        'asks the proxy before any record leads there',
        curlStatus({ shell: '"https://$HOSTNAME/"' }, ...unproven, '--connect-to', {
          shell: `"$HOSTNAME:443:${answersAt}:443"`,
        }),
      ),
      noted('the record', mise('dns-preview')),
      mise('dns-up'),
      ...commandsOf(context, expose.after),
      mise('services-check'),
    ),
  )
}

function clustersIn({ resolved }: Context): readonly Cluster[] {
  return resolved.clusters.filter(({ tailnet }) => tailnet !== undefined)
}

/** Brings one group of a service into the cluster whose endpoints are in the tailnet. */
function applied(context: Context): readonly Command[] {
  return clustersIn(context).flatMap(cluster => groupCommands(context, cluster, 'apply'))
}

function back(context: Context, { proxy }: Edge): Block {
  return section(
    'Back',
    paragraph(
      `At once: ${context.site.link('guides/shut-off')}. For good: take the route out of the file, render, and roll out in the reverse order, the record first.`,
    ),
    shell(
      ...renderAndPush(context),
      mise('dns-up'),
      ...commandsOf(context, proxy.deploy),
      ...applied(context),
      mise('tailnet-up'),
    ),
  )
}

import { type Cluster, renderedFolder, type Tag } from '@homelab/estate/model'
import { type Block, blank, type Command, code, command, enumeration, prose, tableOf } from '@homelab/formats/page'
import { each, one } from '@homelab/formats/page-file'
import { type Context, linkService } from '../context.ts'
import { wordsOf } from '../model/delivery.ts'
import { distinct } from '../model/distinct.ts'
import { ansibleFolder } from '../model/host.ts'
import { type Edge, publicProxy } from '../model/public-proxy.ts'
import { address } from '../services/ways-in.ts'
import { renderAndPush } from '../shell/changes.ts'
import { curlStatus } from '../shell/curl.ts'
import { mise } from '../shell/programs.ts'
import { commandsOf } from '../shell/steps.ts'
import { groupCommands } from './delivered.ts'
import { guide } from './guide.ts'
import { ansibleHosts } from './roles.ts'

/** A service on the internet: the whole path. */
export const exposeGuide = guide(import.meta.url, {
  when: ({ domains }) => domains.some(({ kind }) => kind === 'public'),
  given: {
    publicToday,
    renderAndPush: context => renderAndPush(context),
    hasTailnet: isInTailnet,
    proxy: one(publicProxy, {
      rendered: ({ proxy }, { resolved }) => code(`${renderedFolder(resolved)}/${proxy.rendered}`),
      tag: one(reachedTag, {
        tag: tag => code(tag),
        carriers,
        operators: each(
          (_: Tag, { resolved }: Context) => resolved.services.filter(({ serves }) => serves.includes('tailnet')),
          {
            operator: ({ name }, context) => linkService(context, name),
            items: ({ name }, { deliveries }) =>
              distinct(deliveries.by(name), ({ secret }) => secret.item)
                .map(({ secret }) => `item ${code(secret.item)}`)
                .join(', '),
          },
        ),
        owners,
      }),
      noun: (_, context) => wordsOf(context, clustersIn(context)).noun,
      set,
      isServed: (edge, context) => served(edge, context).length > 0,
      served: each(served, { play: command => command }),
      service: ({ service }, context) => linkService(context, service.name),
      name: ({ proxy }) => code(proxy.name),
      applied: each((_: Edge, context: Context) => applied(context), { apply: command => command }),
      inTailnet: (_, context) => isInTailnet(context),
      reach: ({ host }, context) => (isInTailnet(context) ? mise('reach', '--from', host.name) : undefined),
      before: ({ proxy }, context) => commandsOf(context, proxy.expose.before),
      asked: one(
        ({ proxy: { answersAt, unproven } }: Edge) => (answersAt === undefined ? undefined : { answersAt, unproven }),
        { ask: asked },
      ),
      after: ({ proxy }, context) => commandsOf(context, proxy.expose.after),
      deploy: ({ proxy }, context) => commandsOf(context, proxy.deploy),
    }),
  },
})

function asked({ answersAt, unproven }: { readonly answersAt: string; readonly unproven: readonly string[] }): Command {
  return curlStatus({ shell: '"https://$HOSTNAME/"' }, ...unproven, '--connect-to', {
    shell: `"$HOSTNAME:443:${answersAt}:443"`,
  })
}

/** What the commands below take. */
function set(edge: Edge, context: Context): string {
  const { answersAt, unproven, expose } = edge.proxy
  const ask = answersAt === undefined ? [] : [asked({ answersAt, unproven })]
  const all = JSON.stringify([...ask, ...commandsOf(context, [...expose.before, ...expose.after])])
  return enumeration([
    ...(applied(context).length > 0 ? [`\`NAME\` to the ${wordsOf(context, clustersIn(context)).noun}`] : []),
    ...(served(edge, context).length > 0 ? ['`ROLE` to the role of a program of a host'] : []),
    ...(all.includes('$HOSTNAME') ? ['`HOSTNAME` to the public name'] : []),
  ])
}

/** Roles of the hosts that are in the tailnet, and serve their own names there. */
function served({ host: own }: Edge, context: Context): readonly Command[] {
  return ansibleHosts(context)
    .filter(({ host }) => host.tailnet !== undefined && host.name !== own.name)
    .map(({ host }) => ({
      ...command('ansible-playbook', `playbooks/${host.name}.yml`, '--tags', blank('ROLE')),
      folder: ansibleFolder(context),
    }))
}

/** The proxy reaches services through it. */
function isInTailnet({ resolved }: Context): boolean {
  return resolved.domains.some(({ kind }) => kind === 'tailnet')
}

function publicToday(context: Context): Block {
  const routes = context.resolved.routes.filter(({ kind }) => kind === 'public')
  return tableOf(
    ['address', 'service', 'mode', 'since', 'why'],
    routes.map(route => [
      ...[address(route), linkService(context, route.service), route.public?.mode ?? ''],
      ...[route.public?.exposed?.since ?? '', prose(route.public?.exposed?.why ?? '')],
    ]),
  )
}

/** What the proxy may reach, where its host is in the tailnet by tags. */
function reachedTag({ host }: Edge): Tag | undefined {
  return host.tailnet?.by === 'tags' ? host.tailnet.reaches : undefined
}

function carriers(tag: Tag, context: Context): string {
  const services = context.resolved.routes.filter(({ tags }) => tags.includes(tag)).map(({ service }) => service)
  return [...new Set(services)].map(service => linkService(context, service)).join(', ') || 'none'
}

function owners(tag: Tag, { resolved }: Context): string {
  const all = resolved.tailnet?.tags.find(each => each.tag === tag)?.owners ?? []
  return all
    .filter(owner => typeof owner === 'string')
    .map(owner => code(owner))
    .join(', ')
}

function clustersIn({ resolved }: Context): readonly Cluster[] {
  return resolved.clusters.filter(({ tailnet }) => tailnet !== undefined)
}

/** Brings one group of a service into the cluster whose endpoints are in the tailnet. */
function applied(context: Context): readonly Command[] {
  return clustersIn(context).flatMap(cluster => groupCommands(context, cluster, 'apply'))
}

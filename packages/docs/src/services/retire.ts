import { known, type ResolvedService } from '@homelab/estate/model'
import {
  asTyped,
  type Block,
  bullets,
  type Command,
  code,
  noted,
  paragraph,
  prose,
  section,
  shell,
} from '@homelab/formats/page'
import { present } from '@homelab/formats/present'
import { type Context, filePath, linkService } from '../context.ts'
import { opsProxies } from '../guides/add-a-service.ts'
import { wholeOf } from '../guides/delivered.ts'
import { applicationOf } from '../model/applications.ts'
import { delivererOf, type InCluster, inCluster, ownApplication } from '../model/cluster.ts'
import { guidedCluster, guidesOf } from '../model/delivery.ts'
import { onceOf } from '../model/facts.ts'
import { onHost, startsByItself } from '../model/host.ts'
import { onPlatform, publicProxy } from '../model/public-proxy.ts'
import { playRole, renderAndPush } from '../shell/changes.ts'
import { kubectl } from '../shell/programs.ts'
import { commandsOf, stepsFor, stepsOf } from '../shell/steps.ts'

/** How to end it, and what goes with it. */
export function retire(context: Context, service: ResolvedService): Block {
  const { find } = context
  const flows = find.flowsTo(service.name).filter(({ origin }) => origin === 'need' || origin === 'database')
  const waits = context.resolved.waits.filter(({ to }) => to === service.name)
  const users = [...new Set([...flows, ...waits].map(({ from }) => from))]
  const inside = inCluster(context, service)
  const host = onHost(context, service)
  const edge = onPlatform(context, service)
  if (inside !== undefined && delivererOf(context, inside.cluster)?.name === service.name)
    return section('Retire', paragraph('It applies everything else in its cluster: put its successor in place first.'))
  return section(
    'Retire',
    bullets([
      users.length === 0 ? undefined : `First free of it: ${users.map(user => linkService(context, user)).join(', ')}.`,
      ...service.volumes.map(({ name, path, holds }) => `Decide on ${code(path ?? name)}: ${prose(holds)}.`),
      ...find
        .databasesFor(service.name)
        .map(({ name, server }) => `Decide on the database ${code(name)} of ${linkService(context, server)}.`),
      removal(context, service),
      ...(host?.cluster === undefined
        ? []
        : ['Every volume of the cluster goes with its node: decide on the services in it first.']),
    ]),
    shell(
      ...renderAndPush(context),
      ...endNames(context, service),
      ...(inside === undefined ? [] : endInCluster(context, service, inside)),
      ...(host === undefined ? [] : endOnHost(context, service)),
      ...(edge === undefined ? [] : commandsOf(context, stepsOf(service, 'stop', [edge.proxy.unit]))),
    ),
    host === undefined
      ? undefined
      : paragraph('No role is left that would end its programs, so they are ended by hand.'),
  )
}

function removal(context: Context, { name, file }: ResolvedService): string {
  const others = (declaredIn(context).get(file) ?? []).filter(other => other.name !== name)
  if (others.length === 0) return `Remove ${filePath(file)} and its line in the list of services.`
  const too = others.length > 5 ? `${others.length} others` : others.map(({ title }) => prose(title)).join(' and ')
  return `Remove it from ${filePath(file)}, which declares ${too} too, and its line in the list of services.`
}

const declaredIn = onceOf(({ resolved }) => Map.groupBy(resolved.services, ({ file }) => file))

/** What led to it leads nowhere: the record goes before whoever serves it, and both before the service. */
function endNames(context: Context, { name, serves }: ResolvedService): readonly Command[] {
  const routes = context.find.routesOf(name)
  const carried = routes.filter(({ domain }) => !serves.includes(domain))
  const isPublic = carried.some(({ kind }) => kind === 'public')
  const proxies = opsProxies(context).filter(proxy =>
    carried.some(({ domain }) => proxy.service.serves.includes(domain)),
  )
  const edge = publicProxy(context)
  return [
    ...(isPublic && edge !== undefined
      ? commandsOf(context, [...stepsFor(context, 'dns', 'preview', 'apply'), ...edge.proxy.deploy])
      : []),
    ...proxies.flatMap(({ runs }) => playRole(context, runs)),
  ]
}

function endInCluster(
  context: Context,
  service: ResolvedService,
  { cluster, applications, namespace, deliveries }: InCluster,
): readonly Command[] {
  const whole = wholeOf(context, cluster)
  if (whole !== undefined)
    return [
      noted(whole.ends, asTyped(whole.apply(cluster))),
      kubectl(cluster, namespace, 'get', 'all,persistentvolumeclaims'),
    ]
  const own = ownApplication({ deliveries })
  const claims = known(service.runs.volumes).filter(({ on }) => on === 'claim')
  const groups = applications.map(name => ({
    name,
    shared: (applicationOf(context, cluster, name)?.services.length ?? 0) > 1,
    holdsData: claims.length > 0 && name === own,
    ...present({ byItself: applicationOf(context, cluster, name)?.byItself }),
  }))
  return [
    ...(guidesOf(context, cluster)?.retire(guidedCluster(context, cluster), groups) ?? []),
    kubectl(cluster, namespace, 'get', 'all,persistentvolumeclaims'),
  ]
}

/** Each program is stopped, and then what makes it known is removed; a cluster that only its role starts is removed as it is. */
function endOnHost(context: Context, service: ResolvedService): readonly Command[] {
  const units = known(service.runs.units).flatMap(unit => [
    ...(unit.manager === 'host' && unit.is === 'cluster' && !startsByItself(service.runs, unit)
      ? []
      : stepsOf(service, 'stop', [unit.id])),
    ...stepsOf(service, 'remove', [unit.id]),
  ])
  return commandsOf(context, units)
}

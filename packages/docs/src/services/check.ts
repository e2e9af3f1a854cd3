import { healthOf, type ResolvedService } from '@homelab/estate/model'
import { type Block, type Command, command, noted, section, shell } from '@homelab/formats/page'
import type { Context } from '../context.ts'
import { inCluster } from '../model/cluster.ts'
import { onHost } from '../model/host.ts'
import { edgeOf } from '../model/public-proxy.ts'
import { curlStatus } from '../shell/curl.ts'
import { kubectl } from '../shell/programs.ts'
import { commandsOf, stepsOf } from '../shell/steps.ts'

/** How to see whether it is well. */
export function check(context: Context, service: ResolvedService): Block {
  return section(
    'Check',
    shell(
      ...asked(context, service),
      ...inPlace(context, service),
      ...onItsHost(context, service),
      // Pods are asked as any pods are.
      ...(service.at.kind === 'cluster' ? [] : onTheEdge(context, service)),
    ),
  )
}

/** From outside, the way that people come. */
function asked({ find }: Context, { name, probes, runs }: ResolvedService): readonly Command[] {
  const health = healthOf(probes)
  return find.routesOf(name).flatMap((route): Command[] => {
    const { kind, protocol, port, url, hostname, listen } = route
    if (protocol === 'https') {
      // From the internet the page that people open: all else may be refused there.
      const path = kind === 'public' ? '/' : health?.port === port ? health.path : undefined
      if (path === undefined) return []
      return [command('curl', '--fail', '--silent', '--show-error', '--output', '/dev/null', `${url}${path}`)]
    }
    return runs.databaseServer !== undefined && port === 'sql'
      ? [command('pg_isready', `--host=${hostname}`, `--port=${listen}`)]
      : [command('nc', '-z', hostname, String(listen))]
  })
}

function inPlace(context: Context, service: ResolvedService): readonly Command[] {
  const inside = inCluster(context, service)
  if (inside === undefined) return []
  const { cluster, namespace, deliveries, pods } = inside
  const secrets = context.deliveries
    .by(service.name)
    .flatMap(delivery => (delivery.to === 'kubernetes' && delivery.by === 'external-secret' ? [delivery.name] : []))
  return [
    ...commandsOf(
      context,
      stepsOf(
        service,
        'status',
        deliveries.map(({ id }) => id),
      ),
    ),
    ...(pods.length === 0
      ? [kubectl(cluster, namespace, 'get', 'pods')]
      : pods.flatMap(({ id }) => ofEntry(context, service, id))),
    ...[...new Set(secrets)].map(name => kubectl(cluster, namespace, 'get', 'externalsecret', name)),
  ]
}

/** How an entry is, and what it says of itself. */
function ofEntry(context: Context, service: ResolvedService, id: string): readonly Command[] {
  return commandsOf(
    context,
    (['status', 'logs'] as const).flatMap(does => stepsOf(service, does, [id])),
  )
}

function onItsHost(context: Context, service: ResolvedService): readonly Command[] {
  const runs = onHost(context, service)
  if (runs === undefined) return []
  const { programs, cluster } = runs
  const ids = [...(cluster === undefined ? [] : [cluster]), ...programs].map(({ id }) => id)
  return [
    ...commandsOf(context, stepsOf(service, 'status', ids)),
    ...commandsOf(context, stepsOf(service, 'logs', ids)).map((said, index) =>
      index === 0 ? noted('what it said last', said) : said,
    ),
  ]
}

function onTheEdge(context: Context, service: ResolvedService): readonly Command[] {
  const edge = edgeOf(context, service)
  if (edge === undefined) return []
  const { health, unit } = edge.proxy
  return [
    ...(health === undefined ? [] : [curlStatus(health)]),
    // Its host's other programs are asked already, and it with them.
    ...(onHost(context, service) === undefined
      ? ofEntry(context, service, unit)
      : commandsOf(context, stepsOf(service, 'logs', [unit]))),
  ]
}

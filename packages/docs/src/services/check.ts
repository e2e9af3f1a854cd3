import type { ResolvedService } from '@homelab/estate'
import type { Context } from '../context.ts'
import { type InCluster, inCluster } from '../model/cluster.ts'
import { flyHostname, onFly } from '../model/fly.ts'
import { onHost } from '../model/host.ts'
import { type Block, section } from '../page/block.ts'
import { type Command, command, noted, shell } from '../shell/command.ts'
import { curlStatus, fly } from '../shell/fly.ts'
import { minikube, programStatus } from '../shell/host.ts'
import { argocd, kubectl, ssh } from '../shell/programs.ts'

/** How to see whether it is well. */
export function check(context: Context, service: ResolvedService): Block {
  return section(
    'Check',
    shell(
      ...asked(context, service),
      ...inPlace(context, service),
      ...onItsHost(context, service),
      ...onTheEdge(context, service),
    ),
  )
}

/** From outside, the way that people come. */
function asked({ find }: Context, { name, probes = {}, workload }: ResolvedService): readonly Command[] {
  const health = probes.health ?? probes.ready ?? probes.live
  return find.routesOf(name).flatMap((route): Command[] => {
    const { kind, protocol, port, url, hostname, listen } = route
    if (protocol === 'https') {
      // From the internet the page that people open: all else may be refused there.
      const path = kind === 'public' ? '/' : health?.port === port ? health.path : undefined
      if (path === undefined) return []
      return [command('curl', '--fail', '--silent', '--show-error', '--output', '/dev/null', `${url}${path}`)]
    }
    return workload.kind === 'postgres' && port === 'sql'
      ? [command('pg_isready', `--host=${hostname}`, `--port=${listen}`)]
      : [command('nc', '-z', hostname, String(listen))]
  })
}

function inPlace(context: Context, service: ResolvedService): readonly Command[] {
  const runs = inCluster(context, service)
  if (runs === undefined) return []
  const { cluster, namespace, applications } = runs
  const secrets = context.deliveries
    .by(service.name)
    .flatMap(delivery => (delivery.to === 'kubernetes' && delivery.by === 'external-secret' ? [delivery.name] : []))
  return [
    ...applications.map(name => argocd('app', 'get', name)),
    ...podCommands(runs),
    ...[...new Set(secrets)].map(name => kubectl(cluster, namespace, 'get', 'externalsecret', name)),
  ]
}

function podCommands({ cluster, namespace, pods }: InCluster): readonly Command[] {
  if (pods.length === 0) return [kubectl(cluster, namespace, 'get', 'pods')]
  return pods.flatMap(({ resource, name, selector }) => [
    kubectl(cluster, namespace, 'get', resource, name),
    ...(selector === undefined
      ? []
      : [
          kubectl(cluster, namespace, 'get', 'pods', `--selector=${selector}`),
          kubectl(cluster, namespace, 'logs', `--selector=${selector}`, '--all-containers', '--tail=50'),
        ]),
  ])
}

function onItsHost(context: Context, service: ResolvedService): readonly Command[] {
  const runs = onHost(context, service)
  if (runs === undefined) return []
  const { host, programs, workload } = runs
  const files = programs.flatMap(program => {
    if (program.kind === 'launch-agent') return [program.err]
    return program.kind === 'brew-service' ? program.logs.map(({ path }) => path) : []
  })
  return [
    ...(workload.cluster === undefined ? [] : [minikube(host, workload.cluster, 'status')]),
    ...programs.map(program => programStatus(host, program)),
    ...files.map((path, index) => {
      const tail = ssh(host, command('tail', '-n', '50', path))
      return index === 0 ? noted('what it said last', tail) : tail
    }),
  ]
}

function onTheEdge(context: Context, service: ResolvedService): readonly Command[] {
  const proxy = onFly(context, service)
  if (proxy === undefined) return []
  const { workload } = proxy
  return [
    curlStatus(`https://${flyHostname(workload)}/healthz`),
    fly(workload, 'status'),
    fly(workload, 'checks', 'list'),
    fly(workload, 'logs', '--no-tail'),
  ]
}

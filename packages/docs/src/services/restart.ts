import type { ResolvedService } from '@homelab/estate'
import type { PostgresWorkload } from '@homelab/kubernetes'
import type { Context } from '../context.ts'
import { type InCluster, inCluster } from '../model/cluster.ts'
import { onFly } from '../model/fly.ts'
import { onHost } from '../model/host.ts'
import { type Block, section } from '../page/block.ts'
import { playRole } from '../shell/changes.ts'
import { type Command, noted, shell } from '../shell/command.ts'
import { fly } from '../shell/fly.ts'
import { minikube, programRestart } from '../shell/host.ts'
import { kubectl } from '../shell/programs.ts'

/** How to restart it. */
export function restart(context: Context, service: ResolvedService): Block {
  return section('Restart', shell(...restartCommands(context, service)))
}

/** What restarts a service: also what makes it read a changed secret. */
export function restartCommands(context: Context, service: ResolvedService): readonly Command[] {
  const inside = inCluster(context, service)
  if (inside !== undefined) return inside.workload === undefined ? [] : podRestarts(service, inside)
  const proxy = onFly(context, service)
  if (proxy !== undefined) return [fly(proxy.workload, 'apps', 'restart')]
  const runs = onHost(context, service)
  if (runs === undefined) return []
  const { host, programs, workload } = runs
  // The role starts it again, and lets the names follow its new port.
  const cluster =
    workload.cluster === undefined
      ? []
      : [minikube(host, workload.cluster, 'stop'), ...playRole(context, runs).slice(-1)]
  return [...cluster, ...programs.map(program => programRestart(host, program))]
}

function podRestarts({ name }: ResolvedService, { cluster, namespace, pods, workload }: InCluster): readonly Command[] {
  if (workload?.kind === 'postgres') {
    const { instances } = workload as PostgresWorkload
    const note =
      instances === 1 ? 'the only instance: the databases are away until it is back' : 'one instance after the other'
    return [
      noted(
        note,
        kubectl(cluster, namespace, 'annotate', 'cluster.postgresql.cnpg.io', name, '--overwrite', restartMark),
      ),
    ]
  }
  const rolled = pods.filter(({ kind }) => kind !== 'CronJob')
  if (rolled.length > 0)
    return rolled.map(({ resource, name: object }) =>
      kubectl(cluster, namespace, 'rollout', 'restart', `${resource}/${object}`),
    )
  return workload?.kind === 'objects'
    ? []
    : [noted('all Deployments of its namespace', kubectl(cluster, namespace, 'rollout', 'restart', 'deployment'))]
}

/** What `kubectl cnpg restart` sets: https://cloudnative-pg.io/documentation/current/labels_annotations/ */
const restartMark = { shell: `kubectl.kubernetes.io/restartedAt="$(date -u +%Y-%m-%dT%H:%M:%SZ)"` }

import type { ResolvedService } from '@homelab/estate/model'
import { asTyped, type Block, type Command, noted, section, shell } from '@homelab/formats/page'
import { rolloutRestart } from '@homelab/kubernetes/commands'
import type { Context } from '../context.ts'
import { inCluster } from '../model/cluster.ts'
import { onHost, startsByItself } from '../model/host.ts'
import { playRole } from '../shell/changes.ts'
import { commandsOf, stepsOf } from '../shell/steps.ts'

/** How to restart it. */
export function restart(context: Context, service: ResolvedService): Block {
  return section('Restart', shell(...restartCommands(context, service)))
}

/** What restarts a service: also what makes it read a changed secret. */
export function restartCommands(context: Context, service: ResolvedService): readonly Command[] {
  const restarts = commandsOf(context, stepsOf(service, 'restart'))
  const runs = onHost(context, service)
  // The role starts such a cluster again, and lets the names follow its new port.
  if (runs?.cluster !== undefined && !startsByItself(service.runs, runs.cluster))
    return [
      ...commandsOf(context, stepsOf(service, 'stop', [runs.cluster.id])),
      ...playRole(context, runs),
      ...restarts,
    ]
  if (restarts.length > 0) return restarts
  const inside = inCluster(context, service)
  if (inside === undefined) return []
  const { cluster, namespace, rendered } = inside
  const { pods } = service.runs
  // Somebody else's manifests make its pods.
  const others = rendered && (pods === 'unknown' || pods.some(({ name }) => name === 'unknown'))
  return others
    ? [
        noted(
          'all Deployments of its namespace',
          asTyped(rolloutRestart(cluster, context.parts, namespace, 'deployment')),
        ),
      ]
    : []
}

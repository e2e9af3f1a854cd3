import { bullets, prose } from '@homelab/formats/page'
import { each } from '@homelab/formats/page-file'
import type { Context } from '../context.ts'
import { startsByItself } from '../model/host.ts'
import { playRole } from '../shell/changes.ts'
import { commandsOf, stepsFor, stepsOf } from '../shell/steps.ts'
import { guide } from './guide.ts'
import { ansibleHosts, type HostWithRoles, type Role } from './roles.ts'

/** A host down and up again. facts O8 */
export const restartHostGuide = guide(import.meta.url, {
  when: ({ services }) => services.some(({ runs }) => runs.deliveries.some(({ by }) => by === 'ansible')),
  given: {
    hosts: each(ansibleHosts, {
      host: ({ host }) => host.name,
      stops: each((host: HostWithRoles, context: Context) => commandsOf(context, clusterRoles(host).flatMap(stops)), {
        stop: command => command,
      }),
      isRestarted: (host, context) =>
        [...clusterRoles(host).flatMap(stops), ...stepsFor(context, `host/${host.host.name}`, 'restart')].length > 0,
      restart: ({ host }, context) => commandsOf(context, stepsFor(context, `host/${host.name}`, 'restart')),
      byHand: ({ host }) => bullets((host.byHand ?? []).map(prose)),
      isPlayed: host => clusterRoles(host).length > 0,
      start: (host, context) => clusterRoles(host).flatMap(role => playRole(context, role)),
      status: ({ roles }, context) => commandsOf(context, roles.flatMap(statusOf)),
    }),
  },
})

/** Those that start a cluster: nothing else does. */
function clusterRoles({ roles }: HostWithRoles): readonly Role[] {
  return roles.filter(({ cluster, runs }) => cluster !== undefined && !startsByItself(runs, cluster))
}

function stops(role: Role): ReturnType<typeof stepsOf> {
  return stepsOf(role, 'stop', [role.cluster?.id ?? ''])
}

function statusOf(role: Role): ReturnType<typeof stepsOf> {
  const { programs, cluster, runs } = role
  const all = cluster !== undefined && startsByItself(runs, cluster) ? [cluster, ...programs] : programs
  return stepsOf(
    role,
    'status',
    all.map(({ id }) => id),
  )
}

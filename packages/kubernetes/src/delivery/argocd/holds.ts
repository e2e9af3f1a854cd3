import type { Cluster, Hold, Pause } from '@homelab/estate/model'
import { commandText } from '@homelab/formats/page'
import { present } from '@homelab/formats/present'
import { argocd, sync } from './commands.ts'
import { hasProject } from './project.ts'
import { argoCdOf } from './settings.ts'
import { byItselfOf, rootSyncing } from './syncing.ts'

/**
 * A window in which these are synced by hand alone. To set their policy would not hold: the root's sync puts it back.
 *
 * Where the estate says windows the root's sync puts those back as well: it leaves the project out meanwhile, and takes it in to
 * release them.
 */
export function holds(
  cluster: Cluster,
  groups: readonly string[],
  why = 'a change is rolled out',
): Hold & Required<Pick<Hold, 'release'>> {
  const delivery = argoCdOf(cluster)
  const { project, root, namespace } = delivery
  const rendered = hasProject(delivery)
  const withRoot = rendered && byItselfOf(delivery, rootSyncing(delivery)) !== undefined && !groups.includes(root)
  const applications = [...(withRoot ? [root] : []), ...groups].join(',')
  return {
    hold: argocd(
      cluster,
      ...['proj', 'windows', 'add', project, '--kind', 'deny', '--schedule', '* * * * *', '--duration', '1h'],
      ...['--applications', applications, '--manual-sync', '--description', why],
    ),
    ...(rendered
      ? {
          release: sync(cluster, root),
          root: sync(cluster, root, '--resource', `!argoproj.io:AppProject:${namespace}/${project}`),
        }
      : {
          release: argocd(cluster, 'proj', 'windows', 'delete', project, '0'),
          note: `its number is 0 where the project has no other: ${commandText(argocd(cluster, 'proj', 'windows', 'list', project))}`,
        }),
  }
}

/** The same window, for one Application that would put back what is stopped by hand. */
export function pauses(cluster: Cluster, group: string, why: string): Pause {
  const { hold, release, note } = holds(cluster, [group], why)
  return { pause: hold, resume: release, ...present({ note }) }
}

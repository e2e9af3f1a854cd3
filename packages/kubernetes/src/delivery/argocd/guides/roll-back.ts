import { type Block, blank, type Command, chain, code, noted, paragraph, section, shell } from '@homelab/formats/page'
import { manifestsFolder } from '../../group.ts'
import type { GuidedCluster } from '../../guides.ts'
import { argocd, diff, gitopsOf, kubectl, settled, sync } from './commands.ts'
import { login } from './login.ts'

/** After the revert, or to a revision that was synced before. */
export function rollBack(of: GuidedCluster): Block {
  const { cluster, groups } = of
  const name = blank('NAME')
  return section(
    `Cluster ${cluster.name}`,
    login(of),
    paragraph(`Set ${code('NAME')} to the Application: ${groups.map(group => code(group.name)).join(', ')}.`),
    chain(diff(name), sync(name), settled(name)),
    paragraph(
      `The sync must exit 0: an Application can show as synced after one that failed, and then ${code('argocd app get NAME')} says what was refused.`,
    ),
    paragraph(
      'When Git cannot be reached, or there is no time: back to a revision that was synced before.',
      'The Application then differs from Git until somebody reverts or syncs.',
    ),
    shell(argocd('app', 'history', name), argocd('app', 'rollback', name, blank('ID')), settled(name)),
    paragraph('When Argo CD itself is broken:'),
    shell(kubectl(cluster, gitopsOf(cluster).namespace, 'get', 'pods'), ...byHand(of)),
  )
}

/**
 * Argo CD rolls nothing back that it needs for it. What its syncs leave alone, an apply by hand must leave alone too. Upstream's
 * objects carry their names as a label: https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-ssh-known-hosts-cm-yaml/
 */
function byHand({ cluster, groups, itself }: GuidedCluster): readonly Command[] {
  const own = groups.find(group => group.own)
  if (own?.rendered !== true) return []
  const { rendered, folder, namespace } = gitopsOf(cluster)
  const kept = itself?.leavesAlone ?? []
  return [
    noted(
      `from the reverted working copy${kept.length === 0 ? '' : `, but for ${kept.join(' and ')}, which holds more than is rendered`}`,
      kubectl(
        cluster,
        namespace,
        ...['apply', '--server-side', '--force-conflicts'],
        ...['--kustomize', `${rendered}/${folder}/${manifestsFolder(own.name)}`],
        ...(kept.length === 0 ? [] : [`--selector=${kept.map(name => `app.kubernetes.io/name!=${name}`).join(',')}`]),
      ),
    ),
  ]
}

import { blank, type Command, chain, code, commandText } from '@homelab/formats/page'
import { one, textFile } from '@homelab/formats/page-file'
import { manifestsFolder } from '../../group.ts'
import type { GuidedCluster } from '../../guides.ts'
import { argocd, diff, gitopsOf, kubectl, settled, sync } from './commands.ts'
import { login } from './login.ts'

const name = blank('NAME')

/** After the revert, or to a revision that was synced before. */
export const rollBack = textFile<GuidedCluster>(new URL('./roll-back.md', import.meta.url), {
  cluster: ({ cluster }) => cluster.name,
  login,
  groups: ({ groups }) => groups.map(group => code(group.name)).join(', '),
  forward: ({ cluster }) => chain(diff(cluster, name), sync(cluster, name), settled(cluster, name)),
  get: ({ cluster }) => code(commandText(argocd(cluster, 'app', 'get', 'NAME'))),
  byItself: one(
    (of: GuidedCluster) => {
      const names = of.groups.flatMap(({ name: each, byItself }) => (byItself === undefined ? [] : [each]))
      return names.length === 0 ? undefined : { names }
    },
    {
      names: ({ names }) => names.map(code).join(', '),
      stop: (_, { cluster }) => argocd(cluster, 'app', 'set', name, '--sync-policy', 'none'),
    },
  ),
  back: ({ cluster }) => [
    argocd(cluster, 'app', 'history', name),
    argocd(cluster, 'app', 'rollback', name, blank('ID')),
    settled(cluster, name),
  ],
  pods: ({ cluster, from }) => kubectl(from, gitopsOf(cluster).namespace, 'get', 'pods'),
  // Argo CD rolls nothing back that it needs for it.
  byHand: one(({ groups }: GuidedCluster) => groups.find(({ own, rendered }) => own && rendered), {
    kept: (_, { itself }) => (itself?.leavesAlone ?? []).join(' and '),
    apply: (own, of) => applyByHand(own.name, of),
  }),
})

/**
 * What its syncs leave alone, an apply by hand must leave alone too. Upstream's objects carry their names as a label:
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-ssh-known-hosts-cm-yaml/
 */
function applyByHand(own: string, { cluster, itself }: GuidedCluster): Command {
  const { rendered, folder, namespace } = gitopsOf(cluster)
  const kept = itself?.leavesAlone ?? []
  return kubectl(
    cluster,
    namespace,
    ...['apply', '--server-side', '--force-conflicts'],
    ...['--kustomize', `${rendered}/${folder}/${manifestsFolder(own)}`],
    ...(kept.length === 0 ? [] : [`--selector=${kept.map(each => `app.kubernetes.io/name!=${each}`).join(',')}`]),
  )
}

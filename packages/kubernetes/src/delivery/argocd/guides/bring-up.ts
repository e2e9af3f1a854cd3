import type { Cluster } from '@homelab/estate/model'
import { type Block, type Command, code, command, noted, paragraph, shell, subsection } from '@homelab/formats/page'
import type { DeliveryGuides, GuidedCluster } from '../../guides.ts'
import { argocd, gitopsOf, kubectl, unaskedIn } from './commands.ts'
import { login } from './login.ts'

/** An empty cluster: Argo CD by hand, then everything else by Argo CD. */
export const bringUp: DeliveryGuides['bringUp'] = {
  itself: firstLogin,
  says: [
    'In this order: each after what it waits for, and after the store of its secrets.',
    `${code('argocd app sync')} must exit 0: it judges the sync itself, while an Application can show as synced after one that failed.`,
    `${code('kubectl')} waits, since ${code('argocd app wait')} gives up where something is Degraded for a moment, as a kind is until the API server serves it.`,
  ].join(' '),
  begin: of => {
    const unasked = unaskedIn(of)
    if (unasked === undefined) return [argocd('app', 'sync', gitopsOf(of.cluster).root)]
    const hold = noted(
      'what syncs by itself begins in any order; what had begun before is synced in its turn',
      unasked.hold,
    )
    return [...projectOf(of.cluster), hold, unasked.root]
  },
  group: ({ cluster }, name, awaited) => [argocd('app', 'sync', name), ...(awaited ? [healthy(cluster, name)] : [])],
  end: of => unaskedIn(of)?.release ?? [],
}

/** The project with its windows: what is in it can't be synced before it is there. */
function projectOf(of: Cluster): readonly Command[] {
  const { rendered, folder, project, namespace, windows } = gitopsOf(of)
  if (windows === undefined) return []
  return [kubectl(of, namespace, 'apply', `--filename=${rendered}/${folder}/apps/AppProject-${project}.yaml`)]
}

/** However often it was something else before. */
function healthy(cluster: Cluster, name: string): Command {
  const well = '--for=jsonpath={.status.health.status}=Healthy'
  const { namespace } = gitopsOf(cluster)
  return kubectl(cluster, namespace, 'wait', `applications.argoproj.io/${name}`, well, '--timeout=600s')
}

/** Argo CD's own address needs services that it brings up, so at first it is reached through the API server. */
function firstLogin(of: GuidedCluster): Block {
  const { cluster, itself } = of
  if (itself?.service === undefined) return undefined
  const { namespace } = gitopsOf(cluster)
  const { name, port } = itself.service
  return subsection(
    'Log in',
    paragraph('Its own address comes up later. Until then, in another terminal:'),
    shell(kubectl(cluster, namespace, 'port-forward', `service/${name}`, `8080:${port}`)),
    shell(
      command('argocd', 'admin', 'initial-password', '--namespace', namespace),
      command('argocd', 'login', 'localhost:8080', '--plaintext', '--username', 'admin'),
      noted('and put the new one into the vault', argocd('account', 'update-password')),
    ),
    paragraph('Once the routes are up:'),
    login(of),
  )
}

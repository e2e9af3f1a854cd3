import {
  asTyped,
  type Block,
  type Command,
  code,
  commandText,
  noted,
  paragraph,
  shell,
  subsection,
  verbatim,
} from '@homelab/formats/page'
import type { DeliveryGuides, GuidedCluster } from '../../guides.ts'
import { accessFiles, manager } from '../access-names.ts'
import { initialPassword, loginTo } from '../commands.ts'
import { hasProject } from '../project.ts'
import { secretType } from '../secret-type.ts'
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
    if (unasked === undefined) return [...reached(of), argocd(of.cluster, 'app', 'sync', gitopsOf(of.cluster).root)]
    const hold = noted(
      'what syncs by itself begins in any order; what had begun before is synced in its turn',
      unasked.hold,
    )
    return [...reached(of), ...projectOf(of), hold, unasked.root]
  },
  group: (of, name, awaited) => [argocd(of.cluster, 'app', 'sync', name), ...(awaited ? [healthy(of, name)] : [])],
  end: of => unaskedIn(of)?.release ?? [],
}

/** The project with its windows: what is in it can't be synced before it is there. */
function projectOf({ cluster, from }: GuidedCluster): readonly Command[] {
  const settings = gitopsOf(cluster)
  const { rendered, folder, project, namespace } = settings
  if (!hasProject(settings)) return []
  return [kubectl(from, namespace, 'apply', `--filename=${rendered}/${folder}/apps/AppProject-${project}.yaml`)]
}

/** How the Argo CD of another cluster gets into this one: by an account with rights for what is rendered, and its token. */
function reached({ cluster, from }: GuidedCluster): readonly Command[] {
  if (from === cluster) return []
  const { rendered, folder, namespace, root } = gitopsOf(cluster)
  const get = ['get', 'secret', manager, '--output=jsonpath={.data.token}']
  return [
    noted(
      `the account by which the Argo CD of ${from.name} works here; again whenever its rights change`,
      kubectl(cluster, undefined, 'apply', '--server-side', accessFiles({ rendered, folder })),
    ),
    noted(
      'its token, into the item of the vault that the Secret of the cluster is made of; `ca.crt` beside it, as it stands, is who signed the API’s certificate',
      verbatim(`${commandText(kubectl(cluster, namespace, ...get))} | base64 --decode`),
    ),
    noted(
      'until the Secret is there, with both in it: External Secrets asks the vault every hour',
      kubectl(from, namespace, 'get', 'secrets', `--selector=${secretType}=cluster`),
    ),
    noted(
      `its Applications lie in ${from.name}, under a root of their own`,
      kubectl(from, namespace, 'apply', `--filename=${rendered}/${folder}/apps/${root}.yaml`),
    ),
  ]
}

/** However often it was something else before. */
function healthy({ cluster, from }: GuidedCluster, name: string): Command {
  const well = '--for=jsonpath={.status.health.status}=Healthy'
  const { namespace } = gitopsOf(cluster)
  return kubectl(from, namespace, 'wait', `applications.argoproj.io/${name}`, well, '--timeout=600s')
}

/** Argo CD's own address needs services that it brings up, so at first it is reached through the API server. */
function firstLogin(of: GuidedCluster): Block {
  const { cluster, itself } = of
  if (itself?.service === undefined) return undefined
  const { namespace } = gitopsOf(cluster)
  const { name, port } = itself.service
  return subsection(
    'Log in',
    paragraph(
      itself.hostname === undefined
        ? 'No address leads there. Whenever it is asked, in another terminal:'
        : 'Its own address comes up later. Until then, in another terminal:',
    ),
    shell(kubectl(cluster, namespace, 'port-forward', `service/${name}`, `8080:${port}`)),
    shell(
      asTyped(initialPassword(cluster, namespace)),
      asTyped(loginTo(cluster, 'localhost:8080', '--plaintext')),
      noted('and put the new one into the vault', argocd(cluster, 'account', 'update-password')),
    ),
    itself.hostname === undefined ? undefined : paragraph('Once the routes are up:'),
    login(of),
  )
}

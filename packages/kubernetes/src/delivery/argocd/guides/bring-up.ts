import {
  type Block,
  type Command,
  code,
  command,
  noted,
  paragraph,
  shell,
  subsection,
  type Word,
} from '@homelab/formats/page'
import type { DeliveryGuides, GuidedCluster } from '../../guides.ts'
import { argocd, gitopsOf, kubectl } from './commands.ts'
import { login } from './login.ts'

/** An empty cluster: Argo CD by hand, then everything else by Argo CD. */
export const bringUp: DeliveryGuides['bringUp'] = {
  itself: firstLogin,
  says: [
    'In this order: each after what it waits for, and after the store of its secrets.',
    `${code('argocd app sync')} must exit 0: it judges the sync itself, while an Application can show as synced after one that failed.`,
    `${code('argocd app wait')} gives up when something becomes Degraded, as a kind is until the API server serves it, and a store until its server answers. From then on it waits until that is over, so it is asked twice.`,
  ].join(' '),
  begin: ({ cluster }) => [argocd('app', 'sync', gitopsOf(cluster).root)],
  group: (name, awaited) => [argocd('app', 'sync', name), ...(awaited ? [healthy(name)] : [])],
}

/** Asked once more where it became Degraded for a moment, which ends the first wait and none that begins later. */
function healthy(name: Word): Command {
  const { words } = argocd('app', 'wait', name, '--health', '--timeout=600')
  return command(...words, { shell: '||' }, ...words)
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

import { asTyped, blank, chain, code } from '@homelab/formats/page'
import { textFile } from '@homelab/formats/page-file'
import * as runs from '../../../runs/commands.ts'
import type { GuidedCluster } from '../../guides.ts'
import { folderOf } from '../commands.ts'
import { fluxOf } from '../settings.ts'
import { apply, applyFiles, diffInChain, fluxCommand, root, suspend } from './commands.ts'
import { installed } from './install.ts'

const name = blank('NAME')

/** After the revert; or from the working copy, with Flux held. */
export const rollBack = textFile<GuidedCluster>(new URL('./roll-back.md', import.meta.url), {
  cluster: ({ cluster }) => cluster.name,
  groups: ({ groups }) => groups.map(group => code(group.name)).join(', '),
  byItself: ({ cluster }) => fluxOf(cluster).sync === 'by-itself',
  forward: ({ cluster }) => chain(diffInChain(cluster, name), root(cluster), apply(cluster, name)),
  hold: ({ cluster }) =>
    chain(suspend(cluster, fluxOf(cluster).root, name), applyFiles(cluster, folderOf(cluster, name))),
  resume: ({ cluster }) => chain(fluxCommand(cluster, 'resume', 'kustomization', fluxOf(cluster).root, name, '--wait')),
  look: ({ cluster }) => [
    asTyped(runs.kubectl(cluster, fluxOf(cluster).namespace, 'get', 'pods')),
    fluxCommand(cluster, 'check'),
    fluxCommand(cluster, 'events'),
  ],
  install: ({ cluster }) => installed(cluster),
})

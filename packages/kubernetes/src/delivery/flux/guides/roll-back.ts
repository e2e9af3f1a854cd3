import { asTyped, type Block, blank, chain, code, noted, paragraph, section, shell } from '@homelab/formats/page'
import * as runs from '../../../runs/commands.ts'
import type { GuidedCluster } from '../../guides.ts'
import { folderOf } from '../commands.ts'
import { fluxOf } from '../settings.ts'
import { apply, applyFiles, diffInChain, fluxCommand, root, suspend } from './commands.ts'
import { installed } from './install.ts'

/** After the revert; or from the working copy, with Flux held. */
export function rollBack({ cluster, groups }: GuidedCluster): Block {
  const name = blank('NAME')
  const { namespace, sync, root: all } = fluxOf(cluster)
  return section(
    `Cluster ${cluster.name}`,
    paragraph(`Set ${code('NAME')} to the Kustomization: ${groups.map(group => code(group.name)).join(', ')}.`),
    paragraph(
      sync === 'by-itself'
        ? 'Flux goes back by itself once the revert is pushed; this waits for it.'
        : 'Nothing goes back before it is resumed; the root suspends it again.',
    ),
    chain(diffInChain(cluster, name), root(cluster), apply(cluster, name)),
    paragraph(
      'When Git cannot be reached, or there is no time: hold Flux, and apply the reverted working copy.',
      `Until ${code('flux resume')} the cluster differs from Git. A folder with a ${code('kustomization.yaml')} is applied with ${code('--kustomize')}.`,
    ),
    chain(suspend(cluster, all, name), applyFiles(cluster, folderOf(cluster, name))),
    paragraph('When Git has it again:'),
    chain(fluxCommand(cluster, 'resume', 'kustomization', all, name, '--wait')),
    paragraph('When Flux itself is broken:'),
    shell(
      asTyped(runs.kubectl(cluster, namespace, 'get', 'pods')),
      fluxCommand(cluster, 'check'),
      fluxCommand(cluster, 'events'),
      noted('installs it again over what is there', installed(cluster)),
    ),
  )
}

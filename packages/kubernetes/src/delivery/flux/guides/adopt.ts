import { asTyped, type Block, type Command, chain, code, noted, paragraph, section, shell } from '@homelab/formats/page'
import * as runs from '../../../runs/commands.ts'
import type { ClusterToAdopt, DeliveryGuides, GroupToAdopt, GuidedCluster } from '../../guides.ts'
import { below, folderOf, kustomizationOf } from '../commands.ts'
import { keptKinds } from '../kept.ts'
import { namespacesFolder, sourcesFolder } from '../places.ts'
import { fluxOf } from '../settings.ts'
import { apply, applyFiles, diff, diffInChain, root, suspend } from './commands.ts'
import { install } from './install.ts'

/** Each Kustomization is given to Flux by itself, after those that it waits for; the root comes last. */
export const adopt: DeliveryGuides['adopt'] = {
  begin,
  inStartOrder: true,
  everywhere: [
    `Flux puts its labels on every object, and leaves ${keptKinds.map(({ kind }) => code(kind)).join(', ')} when they are no longer rendered`,
  ],
  group: ({ cluster, compare }, { name, compared, stops }) => [
    diffInChain(cluster, name),
    ...(compared ? [compare(name, live({ cluster }, name))] : []),
    ...stops,
    applyFiles(cluster, kustomizationOf(cluster, name)),
    apply(cluster, name),
  ],
  back,
  allBack,
  end,
}

function begin({ cluster }: ClusterToAdopt): Block {
  return section(
    `Bring Flux to ${cluster.name}`,
    paragraph(
      'It does nothing before it has a Kustomization: end whatever else applies the hand-written files by itself, and go on here.',
    ),
    shell(
      ...install(cluster),
      noted(
        'the age of a claim must be the same afterwards',
        asTyped(runs.kubectl(cluster, undefined, 'get', 'persistentvolumeclaims', '--all-namespaces')),
      ),
    ),
    chain(applyFiles(cluster, below(cluster, sourcesFolder)), applyFiles(cluster, below(cluster, namespacesFolder))),
    paragraph(
      `Leave ${code(fluxOf(cluster).root)} until the end: it brings all Kustomizations at once.`,
      'One that is given to Flux takes over the objects that have the names of rendered ones; all others stay as they are.',
    ),
  )
}

/** The objects of a group that run, as far as they are rendered. */
function live({ cluster }: Pick<GuidedCluster, 'cluster'>, name: string): Command {
  const folder = folderOf(cluster, name)
  const words = ['get', `--filename=${typeof folder === 'string' ? folder : folder.shell}`, '--ignore-not-found']
  return asTyped(runs.kubectl(cluster, undefined, ...words, '--output=yaml'))
}

function back({ cluster }: ClusterToAdopt, { name, isNew }: GroupToAdopt): Block {
  if (isNew) return paragraph('It is new here and has nothing to go back to: leave it.')
  return [
    paragraph(
      'The way back: suspended, Flux changes and deletes nothing of it. Then apply its hand-written files again.',
    ),
    shell(suspend(cluster, name)),
  ]
}

function allBack({ cluster }: ClusterToAdopt, groups: readonly GroupToAdopt[]): Block {
  const older = groups.filter(({ isNew }) => !isNew).toReversed()
  return section(
    'The way back',
    paragraph(
      'One Kustomization goes back as its section says. Data is where it was: claims and volumes keep their names either way.',
      'For all of them, and then apply the hand-written files again:',
    ),
    older.length === 0 ? undefined : shell(suspend(cluster, ...older.map(({ name }) => name))),
  )
}

function end(all: readonly GuidedCluster[]): Block {
  return section(
    'After',
    paragraph(
      'When each Kustomization has had its turn, the root takes them over, and everything after this comes from the branch alone.',
    ),
    all.map(({ cluster }) => [
      shell(diff(cluster, fluxOf(cluster).root)),
      chain(applyFiles(cluster, kustomizationOf(cluster, fluxOf(cluster).root)), root(cluster)),
    ]),
  )
}

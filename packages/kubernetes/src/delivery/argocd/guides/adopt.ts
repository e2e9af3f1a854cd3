import type { Cluster } from '@homelab/estate/model'
import {
  blank,
  type Command,
  chain,
  code,
  command,
  commandText,
  enumeration,
  noted,
  piped,
  prose,
  verbatim,
} from '@homelab/formats/page'
import { each, one, textFile } from '@homelab/formats/page-file'
import type { AdoptPassage, ClusterToAdopt, DeliveryGuides, GroupToAdopt, GuidedCluster } from '../../guides.ts'
import { rules } from '../rules.ts'
import { diffInChain, gitopsOf, kubectl, live, readsFrom, settled, sync, syncFromRoot, unaskedIn } from './commands.ts'
import { login } from './login.ts'

const text = textFile<AdoptPassage>(new URL('./adopt.md', import.meta.url), {
  begin: one(({ begin }: AdoptPassage) => begin, {
    cluster: ({ cluster }) => cluster.name,
    root: ({ cluster }) => code(gitopsOf(cluster).root),
    rendered: ({ cluster }) => code(`${gitopsOf(cluster).rendered}/${gitopsOf(cluster).folder}/apps`),
    handwritten: ({ cluster }) => code(`${gitopsOf(cluster).handwritten}/apps`),
    login,
    unasked: one((of: ClusterToAdopt) => unaskedIn(of), {
      names: ({ names }) => names.map(code).join(', '),
      hold: ({ hold }) => hold,
    }),
    claims: ({ cluster }) => kubectl(cluster, undefined, 'get', 'persistentvolumeclaims', '--all-namespaces'),
    switch: ({ cluster, compare }) => {
      const { root } = gitopsOf(cluster)
      return chain(readsFrom(cluster, 'rendered'), diffInChain(cluster, root), compare(root, live(cluster, root)))
    },
    rules: each(() => rules.filter(({ ofDelivery }) => ofDelivery === true), { says: ({ says }) => prose(says) }),
    kept: ({ groups }) => keptOf(groups),
  }),
  // To the hand-written folder and nothing else; the root then looks at the rendered one again.
  back: one(({ back }: AdoptPassage) => back, {
    isNew: ({ group }) => group.isNew,
    takesOver: ({ group }) => group.newKinds.length === 0,
    commands: ({ of, group }) =>
      chain(
        readsFrom(of.cluster, 'handwritten'),
        syncFromRoot(of.cluster, group.name),
        readsFrom(of.cluster, 'rendered'),
        ...rollBack(of, group),
      ),
    newKinds: ({ group }) => enumeration(group.newKinds.map(code)),
    prune: ({ of, group }) => chain(sync(of.cluster, group.name, '--prune', '--dry-run')),
  }),
  // Each Application has its own way back in its section; this is the one for all.
  allBack: one(({ allBack }: AdoptPassage) => allBack, {
    commands: ({ of, groups }) =>
      chain(
        readsFrom(of.cluster, 'handwritten'),
        sync(of.cluster, gitopsOf(of.cluster).root),
        ...groups
          .filter(({ isNew }) => !isNew)
          .toReversed()
          .flatMap(group => rollBack(of, group)),
      ),
  }),
  // Argo CD prunes what it no longer finds in a source; what people keep by hand must have left its folders before.
  end: one(({ end }: AdoptPassage) => end, {
    kept: all => keptOf(all.flatMap(({ groups }) => groups)),
    releases: one(
      (all: readonly GuidedCluster[]) => {
        const release = all.flatMap(of => unaskedIn(of)?.release ?? [])
        return release.length === 0 ? undefined : { release }
      },
      { release: ({ release }) => release },
    ),
    roots: all => all.map(({ cluster }) => sync(cluster, gitopsOf(cluster).root, '--prune', '--dry-run')),
    others: all => eachArgoCd(all).map(of => sync(of, blank('NAME'), '--prune', '--dry-run')),
  }),
})

/** The root reads what is rendered, then each Application does; back again in the same way. */
export const adopt: DeliveryGuides['adopt'] = {
  begin: of => text({ begin: of }),
  everywhere: [
    'objects that are no longer rendered are shown as “requires pruning”: leave them. A sync that leaves some ends with 1, although it went well: look at its phase, and go on with the command behind it',
  ],
  group: ({ cluster, compare }, { name, compared, stops }) => [
    syncFromRoot(cluster, name),
    diffInChain(cluster, name),
    ...(compared ? [compare(name, live(cluster, name))] : []),
    ...stops,
    sync(cluster, name),
    settled(cluster, name),
  ],
  back: (of, group) => text({ back: { of, group } }),
  allBack: (of, groups) => text({ allBack: { of, groups } }),
  end: all => text({ end: all }),
}

/** Those that stay hand-written. */
function keptOf(groups: GuidedCluster['groups']): string {
  return groups
    .filter(({ rendered }) => !rendered)
    .map(({ name }) => code(name))
    .join(', ')
}

/** Of clusters that share one the first: what is said to it names none of them. */
function eachArgoCd(all: readonly GuidedCluster[]): readonly Cluster[] {
  const byName = Map.groupBy(all, ({ cluster }) => cluster.deliveryName)
  return [...byName.values()].flatMap(([first]) => (first === undefined ? [] : [first.cluster]))
}

function rollBack(of: GuidedCluster, { name, stops, newKinds }: GroupToAdopt): readonly Command[] {
  return [...stops, newKinds.length > 0 ? syncLeaving(of, name) : sync(of.cluster, name), settled(of.cluster, name)]
}

/** Argo CD ends a sync with 1 that leaves something to be pruned, however well it went: the operation's phase tells. */
function syncLeaving({ cluster, from }: GuidedCluster, name: string): Command {
  const field = '--output=jsonpath={.status.operationState.phase}'
  const phase = kubectl(from, gitopsOf(cluster).namespace, 'get', 'applications.argoproj.io', name, field)
  const judged = piped(phase, command('grep', '--line-regexp', 'Succeeded'))
  return noted(
    'what is left to be pruned ends a sync with 1: how it went says its phase',
    verbatim(`{ ${commandText(sync(cluster, name))} || ${commandText(judged)}; }`),
  )
}

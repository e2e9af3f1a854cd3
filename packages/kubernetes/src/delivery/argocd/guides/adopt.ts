import {
  type Block,
  blank,
  bullets,
  type Command,
  chain,
  code,
  command,
  commandText,
  enumeration,
  noted,
  paragraph,
  piped,
  prose,
  section,
  shell,
  verbatim,
} from '@homelab/formats/page'
import type { ClusterToAdopt, DeliveryGuides, GroupToAdopt, GuidedCluster } from '../../guides.ts'
import { rules } from '../rules.ts'
import { diffInChain, gitopsOf, kubectl, live, readsFrom, settled, sync, syncFromRoot } from './commands.ts'
import { login } from './login.ts'

/** The root reads what is rendered, then each Application does; back again in the same way. */
export const adopt: DeliveryGuides['adopt'] = {
  begin,
  everywhere: [
    'objects that are no longer rendered are shown as “requires pruning”: leave them. A sync that leaves some ends with 1, although it went well: look at its phase, and go on with the command behind it',
  ],
  group: ({ cluster, compare }, { name, compared, stops }) => [
    syncFromRoot(cluster, name),
    diffInChain(name),
    ...(compared ? [compare(name, live(name))] : []),
    ...stops,
    sync(name),
    settled(name),
  ],
  back,
  allBack,
  end,
}

function begin(of: ClusterToAdopt): Block {
  const { cluster, groups, compare } = of
  const { root, rendered, folder, handwritten } = gitopsOf(cluster)
  const kept = groups.filter(group => !group.rendered)
  return section(
    `Switch the root of ${cluster.name}`,
    paragraph(
      `The root Application ${code(root)} reads another folder from now on: ${code(`${rendered}/${folder}/apps`)} instead of ${code(`${handwritten}/apps`)}.`,
      'That alone changes no other Application: nothing is synced by itself.',
    ),
    login(of),
    shell(
      noted(
        'the age of a claim must be the same afterwards',
        kubectl(cluster, undefined, 'get', 'persistentvolumeclaims', '--all-namespaces'),
      ),
    ),
    chain(readsFrom(cluster, 'rendered'), diffInChain(root), compare(root, live(root))),
    bullets(rules.filter(({ ofDelivery }) => ofDelivery === true).map(({ says }) => prose(says))),
    paragraph(
      `Never sync with ${code('--prune')} before the end, and never sync ${code(root)} as a whole: each Application has its turn.`,
      kept.length === 0
        ? ''
        : `These stay hand-written and show no difference: ${kept.map(({ name }) => code(name)).join(', ')}.`,
    ),
  )
}

/** To the hand-written folder and nothing else; the root then looks at the rendered one again. */
function back(of: ClusterToAdopt, group: GroupToAdopt): Block {
  const { cluster } = of
  const { name, newKinds } = group
  if (group.isNew)
    return paragraph('It is new here and has nothing to go back to: leave it, and sync what it took over from.')
  return [
    paragraph('The way back:'),
    chain(
      readsFrom(cluster, 'handwritten'),
      syncFromRoot(cluster, name),
      readsFrom(cluster, 'rendered'),
      ...rollBack(of, group),
    ),
    newKinds.length === 0
      ? undefined
      : [
          paragraph(
            `What was new stays behind: ${enumeration(newKinds.map(code))}. When it is to stay so, look at what pruning would take, and prune without ${code('--dry-run')}.`,
          ),
          chain(sync(name, '--prune', '--dry-run')),
        ],
  ]
}

/** Each Application has its own way back in its section; this is the one for all. */
function allBack(of: ClusterToAdopt, groups: readonly GroupToAdopt[]): Block {
  const older = groups.filter(({ isNew }) => !isNew).toReversed()
  return section(
    'The way back',
    paragraph(
      'One Application goes back as its section says. For all of them: the root goes back as a whole, and then each of them, the last one first.',
      'Data is where it was: claims and volumes keep their names either way.',
    ),
    chain(
      readsFrom(of.cluster, 'handwritten'),
      sync(gitopsOf(of.cluster).root),
      ...older.flatMap(group => rollBack(of, group)),
    ),
  )
}

function rollBack({ cluster }: GuidedCluster, { name, stops, newKinds }: GroupToAdopt): readonly Command[] {
  return [...stops, newKinds.length > 0 ? syncLeaving(cluster, name) : sync(name), settled(name)]
}

/** Argo CD ends a sync with 1 that leaves something to be pruned, however well it went: the operation's phase tells. */
function syncLeaving(cluster: GuidedCluster['cluster'], name: string): Command {
  const field = '--output=jsonpath={.status.operationState.phase}'
  const phase = kubectl(cluster, gitopsOf(cluster).namespace, 'get', 'applications.argoproj.io', name, field)
  const judged = piped(phase, command('grep', '--line-regexp', 'Succeeded'))
  return noted(
    'what is left to be pruned ends a sync with 1: how it went says its phase',
    verbatim(`{ ${commandText(sync(name))} || ${commandText(judged)}; }`),
  )
}

/** Argo CD prunes what it no longer finds in a source; what people keep by hand must have left its folders before. */
function end(all: readonly GuidedCluster[]): Block {
  const kept = all.flatMap(({ groups }) => groups.filter(({ rendered }) => !rendered))
  return section(
    'After',
    paragraph(
      kept.length === 0
        ? 'Nothing is hand-written any more: look at what each Application would prune, and prune it.'
        : `Prune nothing while an Application is hand-written: ${kept.map(({ name }) => code(name)).join(', ')}. When none is left, look at what each Application would prune.`,
    ),
    shell(
      ...all.map(({ cluster }) => sync(gitopsOf(cluster).root, '--prune', '--dry-run')),
      noted('then each of the others', sync(blank('NAME'), '--prune', '--dry-run')),
    ),
  )
}

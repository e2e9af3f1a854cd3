import type { Cluster } from '@homelab/estate/model'
import { asTyped, type Command, chain, code } from '@homelab/formats/page'
import { each, one, textFile } from '@homelab/formats/page-file'
import * as runs from '../../../runs/commands.ts'
import { dataKinds } from '../../data-kinds.ts'
import type { AdoptPassage, DeliveryGuides, GuidedCluster } from '../../guides.ts'
import { below, decryptionOf, folderOf, kustomizationOf, reconcile } from '../commands.ts'
import { namespacesFolder, sourcesFolder } from '../places.ts'
import { fluxOf } from '../settings.ts'
import { apply, applyFiles, diff, diffInChain, root, suspend } from './commands.ts'
import { install } from './install.ts'

const text = textFile<AdoptPassage>(new URL('./adopt.md', import.meta.url), {
  begin: one(({ begin }: AdoptPassage) => begin, {
    cluster: ({ cluster }) => cluster.name,
    install: ({ cluster }) => install(cluster),
    claims: ({ cluster }) =>
      asTyped(runs.kubectl(cluster, undefined, 'get', 'persistentvolumeclaims', '--all-namespaces')),
    sources: ({ cluster }) =>
      chain(
        applyFiles(cluster, below(cluster, sourcesFolder)),
        applyFiles(cluster, below(cluster, namespacesFolder)),
        ...items(cluster),
      ),
    root: ({ cluster }) => code(fluxOf(cluster).root),
  }),
  back: one(({ back }: AdoptPassage) => back, {
    isNew: ({ group }) => group.isNew,
    suspend: ({ of, group }) => suspend(of.cluster, group.name),
  }),
  allBack: one(({ allBack }: AdoptPassage) => allBack, {
    suspend: ({ of, groups }) => {
      const older = groups.filter(({ isNew }) => !isNew).toReversed()
      return older.length === 0 ? undefined : suspend(of.cluster, ...older.map(({ name }) => name))
    },
  }),
  end: one(({ end }: AdoptPassage) => end, {
    clusters: each((all: readonly GuidedCluster[]) => all, {
      preview: ({ cluster }) => diff(cluster, fluxOf(cluster).root),
      apply: ({ cluster }) => chain(applyFiles(cluster, kustomizationOf(cluster, fluxOf(cluster).root)), root(cluster)),
    }),
  }),
})

/** Each Kustomization is given to Flux by itself, after those that it waits for; the root comes last. */
export const adopt: DeliveryGuides['adopt'] = {
  begin: of => text({ begin: of }),
  inStartOrder: true,
  everywhere: [
    `Flux puts its labels on every object, and leaves ${dataKinds.map(({ kind }) => code(kind)).join(', ')} when they are no longer rendered`,
  ],
  group: ({ cluster, compare }, { name, compared, stops }) => [
    diffInChain(cluster, name),
    ...(compared ? [compare(name, asTyped(runs.running(cluster, folderOf(cluster, name))))] : []),
    ...stops,
    applyFiles(cluster, kustomizationOf(cluster, name)),
    apply(cluster, name),
  ],
  back: (of, group) => text({ back: { of, group } }),
  allBack: (of, groups) => text({ allBack: { of, groups } }),
  end: all => text({ end: all }),
}

/** What decrypts the items of a vault is no group, and what reads them waits for it. */
function items(cluster: Cluster): readonly Command[] {
  const { decrypts } = fluxOf(cluster)
  if (decrypts === undefined) return []
  const name = decryptionOf(decrypts)
  return [applyFiles(cluster, kustomizationOf(cluster, name)), asTyped(reconcile(cluster, name))]
}

import { blank, code, noted, paragraph, shell } from '@homelab/formats/page'
import type { DeliveryGuides } from '../../guides.ts'
import { fluxOf } from '../settings.ts'
import { adopt } from './adopt.ts'
import { bringUp } from './bring-up.ts'
import { apply, diff, ends, root } from './commands.ts'
import { rollBack } from './roll-back.ts'

/** What the guides say of Flux. */
export const guides: DeliveryGuides = {
  words: { noun: 'Kustomization', act: 'run', done: 'brought', branch: 'Flux reads' },
  adopt,
  bringUp,
  rollBack,
  add: ({ cluster }, unless) => [
    paragraph(
      `The root brings a new Kustomization, named like the service${unless}.`,
      fluxOf(cluster).sync === 'by-itself'
        ? `All of this happens by itself within ${fluxOf(cluster).intervalSeconds} s of the push; the commands only wait for it.`
        : `It comes suspended: ${code('flux resume')} brings it, and the root's next run suspends it again.`,
    ),
    shell(root(cluster), apply(cluster, blank('NAME'))),
  ],
  retire: ({ cluster }, groups) =>
    groups.flatMap(({ name, shared, holdsData }) => {
      if (shared)
        return [noted(`${name} has other services too: look at what goes`, diff(cluster, name)), apply(cluster, name)]
      const [first, ...rest] = ends(cluster, name)
      if (first === undefined) return []
      const what = holdsData
        ? 'all its objects go; claims with data stay until somebody deletes them'
        : 'all its objects go'
      return [noted(what, first), ...rest]
    }),
}

import { blank, paragraph, shell } from '@homelab/formats/page'
import type { DeliveryGuides } from '../../guides.ts'
import { adopt } from './adopt.ts'
import { bringUp } from './bring-up.ts'
import { gitopsOf, refresh, settled, sync } from './commands.ts'
import { retire } from './retire.ts'
import { rollBack } from './roll-back.ts'

/** What the guides say of Argo CD. */
export const guides: DeliveryGuides = {
  words: { noun: 'Application', act: 'sync', done: 'synced', branch: 'Argo CD reads' },
  adopt,
  bringUp,
  rollBack,
  add: ({ cluster }, unless) => {
    const { root, sync: mode } = gitopsOf(cluster)
    const brought = `The root Application brings the new one, named like the service${unless}.`
    if (mode !== 'by-itself')
      return [
        paragraph(brought),
        shell(sync(cluster, root), sync(cluster, blank('NAME')), settled(cluster, blank('NAME'))),
      ]
    return [
      paragraph(
        brought,
        'All of this happens by itself within three minutes of the push; the commands have Argo CD look at once, and wait.',
      ),
      shell(refresh(cluster, root), refresh(cluster, blank('NAME')), settled(cluster, blank('NAME'))),
    ]
  },
  retire,
}

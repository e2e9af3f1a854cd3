import { blank, paragraph, shell } from '@homelab/formats/page'
import type { DeliveryGuides } from '../../guides.ts'
import { adopt } from './adopt.ts'
import { bringUp } from './bring-up.ts'
import { gitopsOf, settled, sync } from './commands.ts'
import { retire } from './retire.ts'
import { rollBack } from './roll-back.ts'

/** What the guides say of Argo CD. */
export const guides: DeliveryGuides = {
  words: { noun: 'Application', act: 'sync', done: 'synced', branch: 'Argo CD reads' },
  adopt,
  bringUp,
  rollBack,
  add: ({ cluster }, unless) => [
    paragraph(`The root Application brings the new one, named like the service${unless}.`),
    shell(sync(gitopsOf(cluster).root), sync(blank('NAME')), settled(blank('NAME'))),
  ],
  retire,
}

import { asStandInStore, standIn, standInStore } from '../../support/stand-in-store.ts'
import { secretStoreContract } from '../secret-store.ts'
import { client } from './stand-in.ts'

secretStoreContract('a stand-in', {
  part: standInStore,
  client,
  settings: [standIn(), standIn({ lacks: 'templates' })],
  use: of => asStandInStore({ ...of, store: standIn() }),
})

secretStoreContract('a stand-in that pods have no way to', {
  part: standInStore,
  client,
  settings: [standIn({ lacks: 'pods' })],
})

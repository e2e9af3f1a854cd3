import { vault } from '@homelab/estate'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture } from '../parts.ts'

/** An item that the program of its store can't be asked for. */
// here
const { vault: safe } = vault('safe', { store: standIn(), items: { '': { fields: ['password'] } } })

export default fixture(import.meta, { vaults: [safe] })
export const expected: Expected = ['invalid-name safe items.']
